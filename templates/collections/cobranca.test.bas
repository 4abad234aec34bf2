' A cobrança: 11.3 da especificação, do lembrete ao acordo e de volta.
canal: whatsapp
contato: {"name": "Davi Rocha", "phone": "+5511977776666"}
tabela faturas: [{"id": "f1", "telefone": "+5511977776666", "numero": "F-10", "valor": 120.5, "vencimento": "2026-03-02", "situacao": "aberta", "lembrete": null}, {"id": "f2", "telefone": "+5511977776666", "numero": "F-11", "valor": 80, "vencimento": "2026-03-09", "situacao": "aberta", "lembrete": null}, {"id": "f3", "telefone": "+5511900000000", "numero": "F-12", "valor": 10, "vencimento": "2026-01-10", "situacao": "paga", "lembrete": null}]

teste: Do lembrete à negociação, ao acordo e ao lembrete seguinte
roda cobrar.bas:
espera efeito: SEND TEMPLATE "whatsapp:+5511977776666", "fatura_vencida", {"numero":"F-10","valor":"R$ 120,50"}
espera tabela faturas: {"numero": "F-10", "lembrete": "2026-03-10"}
espera tabela faturas: {"numero": "F-11", "lembrete": null}
cliente: recebi a mensagem de vocês
bot: Obrigado por responder! Vou chamar quem pode negociar com você.
bot: Aguarde, transferir para atendente...
   | Lúcia Prado vai atender você.
espera transferência: {"target": "cobrança", "priority": "high", "reason": "Respondeu ao lembrete: F-10, F-11, R$ 200,50"}
espera sessão needs_human: true
cliente: posso parcelar?
resolve: 2x de R$ 100,25
bot: Registramos o que combinamos. Obrigado e até breve!
espera tabela activities: {"title": "Acordo: F-10, F-11", "notes": "2x de R$ 100,25"}
espera tabela acordos: {"faturas": "F-10, F-11", "total": 200.5, "combinado": "2x de R$ 100,25"}
espera sessão needs_human: false
depois: 1 dia
roda cobrar.bas:
espera tabela faturas: {"numero": "F-11", "lembrete": "2026-03-10"}
depois: 7 dias
roda cobrar.bas:
espera tabela faturas: {"numero": "F-11", "lembrete": "2026-03-18"}

teste: Pagar agora
cliente: oi
bot: Olá! Aqui é a Exemplo Crédito. Em aberto:
bot: • F-10: R$ 120,50, vencida em 02/03/2026
bot: • F-11: R$ 80,00, vencida em 09/03/2026
bot: Como prefere seguir? [Pagar agora | Já paguei | Negociar]
cliente: 1
bot: A chave Pix é financeiro@exemplo.example e o total é R$ 200,50.*
espera transferência: nenhuma

teste: Um comprovante é conferido por uma pessoa
cliente: oi
...
cliente: já paguei
bot: Pode mandar o comprovante?
cliente: segue + comprovante.pdf application/pdf
bot: Recebido, obrigado! Conferimos ainda hoje.
bot: Aguarde*
espera transferência: {"reason": "Comprovante para conferir*"}

teste: Sem comprovante
cliente: oi
...
cliente: já paguei
bot: *
cliente: não tenho aqui
bot: *
cliente: não tenho
bot: Sem problema*

teste: Negociar sem lembrete
cliente: oi
...
cliente: Negociar
bot: Aguarde*
espera transferência: {"reason": "Quer negociar*"}

teste: Quem não deve nada
contato: {"phone": "+5511955554444"}
cliente: oi
bot: Olá! Aqui é a Exemplo Crédito. Não há nada em aberto*
resolve:
