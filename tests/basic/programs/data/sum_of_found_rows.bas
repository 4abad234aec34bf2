' table: vendas [{"valor": 10.5}, {"valor": 2}]
v = FIND "vendas"
PRINT SUM(v, "valor")
FOR EACH r IN v LAST 1
    PRINT r.valor
NEXT
' > 12.5
' > 2
