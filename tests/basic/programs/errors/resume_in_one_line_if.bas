ON ERROR RESUME NEXT
IF TRUE THEN x = 1 / 0 : PRINT "segue"
PRINT "fim"
' > segue
' > fim
