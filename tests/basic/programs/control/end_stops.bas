PRINT "a"
END
PRINT "b"
' > a
