PRINT um() XOR um()
PRINT objeto().nome & lista()[um()]
PRINT -um() & +um()
FUNCTION um
    RETURN 1
END FUNCTION
FUNCTION objeto
    RETURN {nome: "Ana"}
END FUNCTION
FUNCTION lista
    RETURN [1, 2]
END FUNCTION
' > false
' > Ana2
' > -11
