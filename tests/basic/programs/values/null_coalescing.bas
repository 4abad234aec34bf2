x = ""
PRINT "[" + (x ?? "vazio") + "]"
PRINT nada ?? "nada"
' > []
' > nada
