pedidos = [{}]
HEAR pedidos[0].obs WITH "Obs?"
PRINT pedidos
' > Obs?
' < ok
' > [{"obs":"ok"}]
