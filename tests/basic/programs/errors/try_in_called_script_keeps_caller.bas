TRY
    x = CALL "erro.bas"
CATCH e
    PRINT "nenhum script aqui"
END TRY
' > nenhum script aqui
