a = 2
x = a = 2
PRINT x
' > true
