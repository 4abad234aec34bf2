FOR i = 3 TO 1
    PRINT "nunca"
END FOR
PRINT i
' > 3
