' context: channel "email"
' context: session {"user_name": "Ana"}
' context: customer {"email": "ana@example.com"}
' context: attendant {"name": "Bia", "message": "Olá"}
' context: config {"company_name": "Loja"}
' gives: EMAIL.RENDER "corpo"
# Se cliente não está no WhatsApp, pode responder por email
original_subject = "Pedido"
IF channel = "email" THEN
# Renderiza template de resposta
response = EMAIL.render(
template="attendant-response",
data={
"customer_name": session.user_name,
"message": attendant.message,
"attendant_name": attendant.name,
"company": config.company_name
}
)
EMAIL.send(
to=customer.email,
subject=f"Resposta: {original_subject}",
body=response
)
END IF
' calls: EMAIL.RENDER [] {"template":"attendant-response","data":{"customer_name":"Ana","message":"Olá","attendant_name":"Bia","company":"Loja"}}
' calls: EMAIL.SEND [] {"to":"ana@example.com","subject":"Resposta: Pedido","body":"corpo"}
