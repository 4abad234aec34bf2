id = 7
r = GET "https://api.example.com/pedidos/" + id
' calls: GET ["https://api.example.com/pedidos/7"]
