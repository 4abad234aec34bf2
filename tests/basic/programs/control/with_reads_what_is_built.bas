WITH pedido
    preco = 10
    total = .preco * 2
END WITH
PRINT pedido.total
' > 20
