n = 1
f(7)
PRINT n
SUB f(n)
    PRINT n
    n = 8
END SUB
' > 7
' > 1
