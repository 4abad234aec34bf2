x = nada.trim()
PRINT x IS NULL
' > true
