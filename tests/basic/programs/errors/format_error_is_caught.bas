TRY
    x = FORMAT("abc", "#,##0.00")
CATCH e
    PRINT e.code
END TRY
' > E311
