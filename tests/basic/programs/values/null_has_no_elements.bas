FOR EACH x IN nada
    PRINT "nunca"
NEXT
PRINT "fim"
' > fim
