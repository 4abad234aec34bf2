a = 1 : b = 2 : PRINT a + b
' > 3
