' O suporte da loja: 11.1 da especificação, do pedido encontrado ao chamado no CRM.
http GET https://api.loja.example/pedidos/1001: 200 {"numero": "1001", "situacao": "enviado", "previsao": "2026-03-12", "rastreio": "BR123"}
http GET https://api.loja.example/pedidos/1002: 200 {"numero": "1002", "situacao": "entregue", "entrega": "2026-03-01"}
http GET https://api.loja.example/pedidos/1003: 200 {"numero": "1003", "situacao": "separando"}
http GET https://api.loja.example/pedidos/9*: 404 {"erro": "não existe"}
contato: {"name": "Ana Lima", "phone": "+5511988887777"}

teste: Um pedido a caminho
cliente: oi
bot: Olá! Aqui é o suporte da Loja Exemplo.
bot: Sobre o que é? [Onde está meu pedido? | Quero trocar | Outro assunto]
cliente: 1
bot: Qual é o número do pedido?
cliente: 1001
bot: O pedido 1001 está a caminho e chega em 12/03/2026. Rastreio: BR123
bot: Isso responde à sua pergunta?
cliente: sim
bot: Obrigado por falar com a Loja Exemplo!
espera transferência: nenhuma
espera http GET https://api.loja.example/pedidos/1001:

teste: O atendente recebe o pedido e o cliente, e o chamado fica no CRM
cliente: oi
...
cliente: Onde está meu pedido?
bot: Qual é o número do pedido?
cliente: 1002
bot: O pedido 1002 foi entregue em 01/03/2026.
bot: Isso responde à sua pergunta?
cliente: não, não recebi nada
bot: *
cliente: não
bot: Aguarde*
   | João Silva vai atender você.
espera transferência: {"target": "suporte", "status": "assigned", "reason": "Pedido 1002 (entregue)*Cliente: Ana Lima; pedido: 1002"}
cliente: alguém aí?
resolve: extraviado
espera tabela attendance_tickets: {"subject": "Onde está meu pedido?", "status": "resolved"}

teste: Três números que não existem
cliente: oi
...
cliente: Onde está meu pedido?
bot: Qual é o número do pedido?
cliente: 9001
bot: Não encontrei o pedido 9001.
bot: Pode conferir o número? *
cliente: 9002
bot: Não encontrei o pedido 9002.
bot: Pode conferir o número? *
cliente: 9003
bot: Não encontrei o pedido 9003.
bot: Aguarde*
espera transferência: {"target": "suporte", "reason": "3 tentativas sem encontrar o pedido*"}
espera sessão tentativas: 3

teste: A loja fora do ar é como um pedido que não existe
http GET https://api.loja.example/pedidos/1001: fora do ar
cliente: oi
...
cliente: Onde está meu pedido?
...
cliente: 1001
bot: Não encontrei o pedido 1001.
bot: Pode conferir o número? *
cliente: 1003
bot: O pedido 1003 está em preparação: separando.
bot: *
cliente: ok
bot: Obrigado*

teste: Uma troca explicada
cliente: oi
...
cliente: Quero trocar
bot: A troca é grátis*
bot: Era isso?
cliente: não
bot: Aguarde*
espera transferência: {"reason": "Dúvida sobre troca*"}

teste: Fora do horário, e um chamado que já existe
horário: fechado
cliente: oi
...
cliente: Outro assunto
bot: Conte em poucas palavras o que aconteceu.
cliente: veio a cor errada
bot: Aguarde*
bot: Respondemos aqui mesmo assim que abrirmos.
espera transferência: {"reason": "veio a cor errada*", "status": "outside_hours"}

teste: O segundo atendimento do mesmo assunto atualiza o chamado
cliente: oi
...
cliente: Outro assunto
...
cliente: veio a cor errada
...
resolve: trocado
espera tabela attendance_tickets: {"subject": "Outro assunto", "status": "resolved"}
cliente: oi
...
cliente: Outro assunto
...
cliente: de novo
...
resolve: trocado de novo
espera efeito: UPDATE "attendance_tickets"*

teste: Um CRM que não aceita o chamado deixa uma nota
devolve CREATE: !E345
cliente: quero um humano
bot: *
resolve: feito
espera efeito: ADD NOTE "Chamado não registrado*

teste: Uma troca que bastou
cliente: oi
...
cliente: quero trocar
...
cliente: sim
bot: Obrigado*
