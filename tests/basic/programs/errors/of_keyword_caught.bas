' gives: GET !E602
TRY
    r = GET "https://example.com"
CATCH e
    PRINT e.code
END TRY
' calls: GET ["https://example.com"]
' > E602
