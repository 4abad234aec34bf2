' gives: SET SESSION suspends
session.x = 1
PRINT "fim"
' completed: null
' > fim
