PRINT f()
FUNCTION f
    ON ERROR GOTO falha
    x = 1 / 0
    RETURN "nunca"
    falha:
    RETURN "tratado"
END FUNCTION
' > tratado
