PRINT nada() IS NULL
FUNCTION nada
    x = 1
END FUNCTION
' > true
