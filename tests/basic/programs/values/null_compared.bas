PRINT nada = ""
PRINT nada = FALSE
PRINT nada = 0
PRINT nada < 1
PRINT nada > 1
' > true
' > true
' > false
' > false
' > false
