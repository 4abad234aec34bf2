PRINT conta(3)
FUNCTION conta(n)
    meu = n
    IF n > 0 THEN x = conta(n - 1)
    RETURN meu
END FUNCTION
' > 3
