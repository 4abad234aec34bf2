n = 1
x = n & (HEAR "?") & muda()
PRINT x
FUNCTION muda
    GLOBAL n
    n = 2
    RETURN n
END FUNCTION
' > ?
' < b
' > 1b2
