SEND TEMPLATE "+5511", "boas_vindas", {nome: "Ana"}
SEND TEMPLATE TO "+5511", "boas_vindas"
SEND SMS "+5511", "oi"
SEND WHATSAPP "+5511", "oi"
BROADCAST "oi" TO ["a", "b"]
' calls: SEND TEMPLATE ["+5511","boas_vindas",{"nome":"Ana"}]
' calls: SEND TEMPLATE TO ["+5511","boas_vindas"]
' calls: SEND SMS ["+5511","oi"]
' calls: SEND WHATSAPP ["+5511","oi"]
' calls: BROADCAST ["oi"] {"TO":[["a","b"]]}
