n = 1
PRINT n & mais() & n
FUNCTION mais
    GLOBAL n
    n = n + 1
    RETURN n
END FUNCTION
' > 122
