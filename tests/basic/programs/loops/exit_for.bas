FOR i = 1 TO 5
    IF i = 3 THEN EXIT FOR
    PRINT i
NEXT
PRINT "fim"
' > 1
' > 2
' > fim
