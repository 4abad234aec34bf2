GOTO fim
PRINT "nunca"
fim:
PRINT "fim"
' > fim
