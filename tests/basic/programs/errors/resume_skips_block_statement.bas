ON ERROR RESUME NEXT
IF 1 / 0 THEN
    PRINT "nunca"
END IF
FOR i = 1 TO "x"
    PRINT "nunca"
NEXT
WHILE [1] > 2
    PRINT "nunca"
WEND
PRINT "fim"
' > fim
