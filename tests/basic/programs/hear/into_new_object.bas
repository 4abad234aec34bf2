HEAR pedido.obs
PRINT pedido.obs
' < rápido
' > rápido
