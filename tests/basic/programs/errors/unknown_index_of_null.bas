x = NULL
PRINT x[3] IS NULL
' > true
