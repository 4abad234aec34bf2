PRINT "Pedido atrasado" CONTAINS "ATRASADO"
PRINT ["a", "b"] CONTAINS "b"
PRINT {cor: "azul"} CONTAINS "cor"
PRINT "abc" NOT CONTAINS "z"
' > true
' > true
' > true
' > true
