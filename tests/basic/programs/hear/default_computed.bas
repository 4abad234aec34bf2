FUNCTION padrao
    RETURN "calculado"
END FUNCTION
HEAR x DEFAULT padrao()
PRINT x
' timeout
' > calculado
