' As conversas que a assistente da loja precisa acertar.
atendentes: Maria Santos (vendas), João Silva (suporte)

teste: Uma pergunta comum
cliente: oi
bot: Olá! 👋 Sou a Lia, assistente da Loja Exemplo. * [Pedidos | Trocas | Entregas | Pagamento | Chamar alguém da equipe]
cliente: trocas
bot: A troca é grátis em até 30 dias*
bot: Posso ajudar em mais alguma coisa? [*]
cliente: 3
bot: As capitais recebem em 3 dias úteis*
bot: Posso ajudar em mais alguma coisa? [*]
cliente: Pagamento
bot: Aceitamos Pix*
bot: ...

teste: Quem já comprou é cumprimentado pelo nome
contato: {"name": "Ana Lima", "phone": "+5511988887777", "last_purchase": "2026-02-01"}
cliente: oi
bot: Olá de novo, Ana! 👋 Sou a Lia* [*]

teste: O número do pedido acompanha a transferência
cliente: oi
bot: *
cliente: pedidos
bot: Qual é o número do pedido?
cliente: não sei
bot: *
cliente: 4711
bot: Anotei o pedido 4711.*
bot: Posso ajudar em mais alguma coisa? [*]
cliente: chamar alguém da equipe
bot: Aguarde, transferir para atendente...
   | João Silva vai atender você.
espera transferência: {"target": "Suporte", "priority": "normal", "reason": "Pedido do cliente (pedido 4711)", "status": "assigned"}
espera sessão pedido: 4711
cliente: olá?
espera aguarda: nada

teste: Sem número de pedido
cliente: oi
bot: ...
cliente: pedidos
bot: *
cliente: não lembro
bot: *
cliente: não lembro mesmo
bot: Sem problema*
bot: ...

teste: Três perguntas sem resposta
cliente: oi
bot: ...
cliente: vocês vendem tinta?
bot: Ainda não sei responder a isso. * [*]
cliente: e pincel?
bot: Ainda não sei responder a isso. * [*]
cliente: e rolo?
bot: Isso eu ainda não sei resolver.
bot: Aguarde*
espera transferência: {"reason": "Sem resposta para: e rolo?"}

teste: Ninguém na loja
atendentes: ninguém
cliente: oi
bot: ...
cliente: Chamar alguém da equipe
bot: Agora não há ninguém na loja. *
cliente: ana@lima
bot: *
cliente: ana@lima.example
bot: Aguarde, transferir para atendente...
   | No momento nenhum atendente está disponível. *
espera sessão retorno: "ana@lima.example"
espera transferência: {"reason": "*Responder para ana@lima.example", "status": "no_attendants"}

teste: A palavra atendente chama uma pessoa em qualquer momento
cliente: oi
bot: ...
cliente: quero um atendente
bot: Aguarde*
espera transferência: {"reason": "keyword"}
resolve: resolvido

teste: Quem some recebe um até logo
cliente: oi
bot: ...
depois: 29 minutos
depois: 1 minuto
bot: Vou ficando por aqui.*
espera aguarda: nada
