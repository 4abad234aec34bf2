PUBLISH EVENT "venda.feita", {valor: 10}
TRIGGER "lead", {id: 1}
RECORD METRIC "vendas" WITH valor = 10, canal = "site"
WEBHOOK POST "https://example.com" WITH {a: 1}
ALLOW ROLE "admin"
' calls: PUBLISH EVENT ["venda.feita",{"valor":10}]
' calls: TRIGGER ["lead",{"id":1}]
' calls: RECORD METRIC ["vendas"] {"valor":10,"canal":"site"}
' calls: WEBHOOK POST ["https://example.com"] {"WITH":[{"a":1}]}
' calls: ALLOW ROLE ["admin"]
