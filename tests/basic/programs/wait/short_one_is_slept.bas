WAIT 2
PRINT "fim"
' calls: WAIT [2]
' > fim
