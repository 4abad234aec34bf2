PRINT soma(soma(1, 2), soma(3, 4))
FUNCTION soma(a, b)
    RETURN a + b
END FUNCTION
' > 10
