x = 1 + _
    2 +
    3
PRINT x
' > 6
