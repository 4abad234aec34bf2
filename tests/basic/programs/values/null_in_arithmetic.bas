PRINT nada + 1
' logs: W310
' > 1
