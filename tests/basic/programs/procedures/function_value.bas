PRINT soma(2, 3) * 2
x = soma(1, 1)
PRINT x
FUNCTION soma(a, b)
    RETURN a + b
END FUNCTION
' > 10
' > 2
