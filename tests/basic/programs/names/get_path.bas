' context: user {"message": "oi"}
PRINT GET "user.message"
PRINT GET "session.channel"
pedido = {total: 9}
PRINT GET "pedido.total"
' > oi
' > whatsapp
' > 9
