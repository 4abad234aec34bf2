pedido = {}
HEAR pedido.obs WITH "Observação?"
PRINT pedido
' > Observação?
' < sem cebola
' > {"obs":"sem cebola"}
