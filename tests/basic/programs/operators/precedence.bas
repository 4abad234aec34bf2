PRINT 2 + 3 * 4
PRINT (2 + 3) * 4
PRINT -2 ^ 2
PRINT 2 ^ 3 ^ 2
PRINT 10 - 4 - 3
' > 14
' > 20
' > -4
' > 512
' > 3
