' gives: GET {"status": 200, "nome": "Ana"}
r = GET "https://api.example.com/clientes/1"
PRINT r.nome
' calls: GET ["https://api.example.com/clientes/1"]
' > Ana
