SELECT CASE 4
    CASE dobro(1), dobro(2)
        PRINT "dobro"
    CASE dobro(3)
        PRINT "nunca"
END SELECT
FUNCTION dobro(n)
    PRINT n
    RETURN n * 2
END FUNCTION
' > 1
' > 2
' > dobro
