empresa = "x"
DESCRIPTION "Consulta da ${empresa}"
PRINT "ok"
' > ok
