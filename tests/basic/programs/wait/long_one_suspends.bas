WAIT 60
PRINT "fim"
' waits: time 60
' timeout
' > fim
