TRY
    x = CALL "erro.bas"
CATCH e
    PRINT e.code & " " & e.script
END TRY
' > E303 erro.bas
