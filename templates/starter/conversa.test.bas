' O que este bot precisa acertar: attendance bot test
teste: Um pedido
cliente: oi
bot: Olá! Aqui é o assistente da Minha empresa.
bot: Como posso ajudar? [Pedidos | Falar com uma pessoa]
cliente: pedidos
bot: Qual é o número do pedido?
cliente: 4711
bot: Obrigado! Anotei o pedido 4711.

teste: Uma pessoa
cliente: oi
...
cliente: 2
bot: Aguarde*
espera sessão needs_human: true
