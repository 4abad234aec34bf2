n = 1
f
SUB f(n)
    PRINT n IS NULL
END SUB
' > true
