TRY
    THROW "x"
CATCH err
    PRINT err.message
END TRY
PRINT err.code
' > x
' > E390
