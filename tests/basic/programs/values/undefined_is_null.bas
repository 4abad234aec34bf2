PRINT "[" + nada + "]"
PRINT nada IS NULL
' > []
' > true
