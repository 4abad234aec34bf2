IF dobro(2) = 4 THEN
    PRINT "quatro"
ELSEIF dobro(3) = 6 THEN
    PRINT "nunca"
END IF
FUNCTION dobro(n)
    PRINT "dobro de " & n
    RETURN n * 2
END FUNCTION
' > dobro de 2
' > quatro
