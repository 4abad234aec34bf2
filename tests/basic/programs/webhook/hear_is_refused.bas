WEBHOOK "pedidos"
HEAR nome
' check: E321 2:1
