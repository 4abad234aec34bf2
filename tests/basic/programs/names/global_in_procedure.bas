n = 1
muda
PRINT n
SUB muda
    GLOBAL n
    n = n + 10
END SUB
' > 11
