' A qualificação: 11.2 da especificação.
canal: whatsapp
sessão campaign_id: "outono-2026"

teste: Um lead quente chega a vendas com os seus dados
cliente: vi o anúncio de vocês
bot: Olá! Que bom o seu interesse na Exemplo Sistemas. São só cinco perguntas.
bot: Como você se chama?
cliente: paula dias
bot: Qual é o seu e-mail de trabalho?
cliente: paula
bot: *
cliente: paula@acme.example
bot: Em que empresa você trabalha?
cliente: Acme
bot: Quantas pessoas atendem clientes na Acme?
cliente: 15
bot: Para quando você precisa? [Este mês | Neste trimestre | Só pesquisando]
cliente: este mês
bot: Obrigado, Paula Dias! Vou chamar quem cuida de empresas como a sua.
bot: Aguarde, transferir para atendente...
   | Maria Santos vai atender você.
espera tabela leads: {"name": "Paula Dias", "email": "paula@acme.example", "segment": "quente"}
espera tabela interessados: {"email": "paula@acme.example", "nota": 90, "classe": "quente", "campanha": "outono-2026"}
espera transferência: {"target": "vendas", "priority": "high", "status": "assigned", "reason": "Lead quente (nota 90)*Paula Dias, paula@acme.example, Acme, 15 pessoas, Este mês"}
resolve: vendido
espera tabela opportunities: {"name": "Acme", "stage": "proposal", "source": "outono-2026"}

teste: Um lead morno fica para a semana
cliente: oi
...
cliente: rui
...
cliente: rui@loja.example
...
cliente: Loja do Rui
...
cliente: 5
...
cliente: Neste trimestre
bot: Obrigado, Rui! Nosso time de vendas escreve para rui@loja.example ainda esta semana.
espera efeito: NOTIFY "vendas", "Lead morno: Rui (Loja do Rui), nota 50"
espera transferência: nenhuma

teste: Um lead frio recebe material
cliente: oi
...
cliente: bia
...
cliente: bia@gmail.com
...
cliente: estudante
...
cliente: pular
...
cliente: 3
bot: Obrigado, Bia! Mando para bia@gmail.com um material*
espera tabela interessados: {"nome": "Bia", "pessoas": 1, "classe": "frio"}
resolve:
