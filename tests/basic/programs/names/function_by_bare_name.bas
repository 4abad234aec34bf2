x = saudacao
PRINT x
FUNCTION saudacao
    RETURN "olá"
END FUNCTION
' > olá
