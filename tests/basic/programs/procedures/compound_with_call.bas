GLOBAL_N = 1
n = 10
n += soma()
PRINT n
FUNCTION soma
    GLOBAL n
    n = 100
    RETURN 5
END FUNCTION
' > 15
