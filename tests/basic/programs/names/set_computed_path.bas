campo = "total"
pedido = {}
SET "pedido.${campo}", 5
SET "session.${campo}" = 6
PRINT pedido
' calls: SET SESSION ["total",6]
' > {"total":5}
