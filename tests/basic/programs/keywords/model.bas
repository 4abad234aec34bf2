' gives: LLM "olá"
TALK LLM "Responda: " + "oi"
x = LLM "resuma", {json: TRUE}
y = REWRITE "oi", "formal"
z = SUMMARIZE "texto longo"
w = TRANSLATE "oi", "en"
c = CLASSIFY "quero pagar", ["venda", "suporte"]
USE MODEL "pequeno"
' calls: LLM ["Responda: oi"]
' > olá
' calls: LLM ["resuma",{"json":true}]
' calls: REWRITE ["oi","formal"]
' calls: SUMMARIZE ["texto longo"]
' calls: TRANSLATE ["oi","en"]
' calls: CLASSIFY ["quero pagar",["venda","suporte"]]
' calls: USE MODEL ["pequeno"]
