SUB sai
    EXIT
END SUB
PRINT "a"
sai
PRINT "b"
' > a
