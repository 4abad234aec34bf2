n = 5
f
PRINT n
SUB f
    n = n + 1
    PRINT n
END SUB
' > 6
' > 5
