o = {}
APPEND o.itens, "x"
PRINT o
' > {"itens":["x"]}
