' O suporte técnico: 11.4 da especificação e os fluxos 2 e 5 do capítulo 9.

teste: A primeira solução resolve
cliente: oi
bot: Olá! Aqui é o suporte da Exemplo Telecom.
bot: O que está acontecendo? [Sem internet | Internet lenta | Não consigo acessar minha conta]
cliente: 1
bot: Desligue o modem*
bot: Isso resolveu?
cliente: sim
bot: Que bom! *
espera transferência: nenhuma
espera aguarda: nada

teste: Fluxo 2: três tentativas e um cliente irritado
cliente: oi
...
cliente: Não consigo acessar minha conta
bot: Use *Esqueci minha senha* na tela de entrada.
bot: Isso resolveu?
cliente: não
bot: Veja se o e-mail de troca está no spam.
bot: Isso resolveu?
cliente: nao
bot: Tente em uma janela anônima do navegador.
bot: Isso resolveu?
cliente: não
bot: Sinto muito que não tenha funcionado. *
cliente: péssimo, isso é um absurdo
bot: Aguarde, transferir para atendente...
   | Beatriz Costa vai atender você.
espera transferência: {"target": "técnico", "priority": "high", "reason": "Tentativas=3, Sentimento=negativo", "status": "assigned"}

teste: Três tentativas com calma
cliente: oi
...
cliente: internet lenta
...
cliente: não
...
cliente: não
...
cliente: não
bot: Sinto muito*
cliente: continua igual
bot: Aguarde*
espera transferência: {"priority": "normal", "reason": "Tentativas=3: Internet lenta"}

teste: Quem pede uma instância acima vai para a TI
cliente: oi
...
cliente: a impressora não imprime
bot: Reinicie o aparelho e tente de novo.
bot: Isso resolveu?
cliente: não
...
cliente: não
...
cliente: não
bot: Sinto muito*
cliente: quero o supervisor
bot: Aguarde*
   | Rafael Nunes vai atender você.
espera transferência: {"target": "TI", "priority": "urgent"}

teste: O que é complexo não perde tempo
atendentes: ninguém
cliente: oi
...
cliente: caiu a rede de todos na filial
bot: Aguarde*
   | No momento nenhum atendente está disponível. *
espera transferência: {"target": "técnico", "reason": "Problema complexo: caiu a rede*"}
espera efeito: ADD NOTE "Sem gente na fila técnico*

teste: Fluxo 5: uma videochamada pedida pelo cliente
contexto intent: "video_call"
cliente: Quero fazer videochamada
bot: Vou criar uma sala de videochamada para você.
bot: Clique no link para entrar: https://*
espera efeito: CREATE MEETING {"type":"support"*
espera transferência: {"target": "técnico", "reason": "Videochamada: https://*host=1"}

teste: Sem sala, uma pessoa
devolve CREATE MEETING: {"success": false, "error": "não configurado"}
cliente: quero uma videochamada
bot: Vou criar uma sala*
bot: Não consegui abrir a sala agora.
bot: Aguarde*
espera transferência: {"reason": "Pediu videochamada"}
