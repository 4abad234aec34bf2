HEAR a AS INTEGER
HEAR b AS BOOLEAN
HEAR c AS DATE
HEAR d AS MONEY
HEAR e AS NAME
PRINT a + 1
PRINT b
PRINT c
PRINT d
PRINT e
' < 1.234
' < sim
' < 25/12/2026
' < R$ 1.234,50
' < maria da silva
' > 1235
' > true
' > 2026-12-25
' > 1234.5
' > Maria da Silva
