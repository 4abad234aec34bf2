PRINT "  Oi ".trim()
PRINT "oi".upper() & "OI".lower()
PRINT "a;b".split(";")
PRINT "banana".replace("a", "o")
PRINT "pedido".substring(0, 3)
PRINT "pedido".length
PRINT "pedido".contains("DIDO")
' > Oi
' > OIoi
' > ["a","b"]
' > bonono
' > ped
' > 6
' > true
