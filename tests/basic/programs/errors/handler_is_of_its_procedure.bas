ON ERROR RESUME NEXT
f
PRINT "fim"
SUB f
    ON ERROR RESUME NEXT
    x = 1 / 0
    PRINT "segue dentro"
END SUB
' > segue dentro
' > fim
