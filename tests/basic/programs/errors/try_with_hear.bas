TRY
    HEAR n AS INTEGER WITH "Número?"
    x = 10 / n
CATCH e
    PRINT e.code
END TRY
' > Número?
' < 0
' > E303
