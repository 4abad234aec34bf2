WHILE proximo() < 3
    PRINT n
WEND
FUNCTION proximo
    GLOBAL n
    n = (n ?? 0) + 1
    RETURN n
END FUNCTION
' > 1
' > 2
