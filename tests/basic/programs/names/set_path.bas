SET "session.nome" = "Ana"
SET "session.idade", 30
SET "pedido.total", 10
PRINT pedido
' calls: SET SESSION ["nome","Ana"]
' calls: SET SESSION ["idade",30]
' > {"total":10}
