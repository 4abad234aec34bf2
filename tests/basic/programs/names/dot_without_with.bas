PRINT .nada IS NULL
' > true
