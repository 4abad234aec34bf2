TRY
    TRY
        THROW "dentro"
    CATCH e
        PRINT e.message
        THROW "de novo"
    END TRY
CATCH e
    PRINT e.message
END TRY
' > dentro
' > de novo
