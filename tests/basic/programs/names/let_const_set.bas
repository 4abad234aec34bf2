LET a = 1
CONST b = 2
SET c = 3
PRINT a + b + c
' > 6
