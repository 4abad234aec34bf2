total = 5
PRINT total
total
SUB total
    PRINT "rotina"
END SUB
' > 5
' > rotina
