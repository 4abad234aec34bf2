PRINT nulo() ?? "padrão"
PRINT nulo() ?? nulo() ?? outro()
FUNCTION nulo
    RETURN NULL
END FUNCTION
FUNCTION outro
    RETURN "outro"
END FUNCTION
' > padrão
' > outro
