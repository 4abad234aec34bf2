PRINT dobro(2) BETWEEN dobro(1) AND dobro(3)
PRINT dobro(2) IN (1, dobro(2))
PRINT NOT dobro(0)
PRINT dobro(1) IS NULL
FUNCTION dobro(n)
    RETURN n * 2
END FUNCTION
' > true
' > true
' > true
' > false
