n = 0
WHILE n < 5
    n += 1
    IF n MOD 2 = 0 THEN CONTINUE WHILE
    PRINT n
WEND
' > 1
' > 3
' > 5
