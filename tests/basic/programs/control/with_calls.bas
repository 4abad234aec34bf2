WITH pedido
    a = dobro(1)
    b = dobro(.a)
END WITH
PRINT pedido
FUNCTION dobro(n)
    RETURN n * 2
END FUNCTION
' > {"a":2,"b":4}
