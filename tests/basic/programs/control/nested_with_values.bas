WITH o
    x = 1
    y = monta(.x)
END WITH
PRINT o
FUNCTION monta(n)
    WITH p
        z = n + 1
    END WITH
    RETURN p
END FUNCTION
' > {"x":1,"y":{"z":2}}
