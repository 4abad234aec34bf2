f
PRINT e IS NULL
SUB f
    TRY
        THROW "dentro"
    CATCH e
        PRINT e.message
    END TRY
END SUB
' > dentro
' > true
