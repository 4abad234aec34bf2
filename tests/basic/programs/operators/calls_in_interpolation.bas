PRINT "Olá ${nome()} e ${UCASE(nome())}"
FUNCTION nome
    RETURN "Ana"
END FUNCTION
' > Olá Ana e ANA
