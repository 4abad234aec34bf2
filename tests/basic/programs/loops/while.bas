n = 0
WHILE n < 3
    n = n + 1
WEND
PRINT n
' > 3
