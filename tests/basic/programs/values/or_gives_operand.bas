nome = ""
PRINT nome OR "cliente"
PRINT 0 OR NULL OR "fim"
' > cliente
' > fim
