n = 1
muda
PRINT n
SUB muda
    n = 2
    PRINT n
END SUB
' > 2
' > 1
