' gives: LLM "Como posso ajudar?"
HEAR x WITH LLM "crie uma pergunta"
PRINT x
' > Como posso ajudar?
' < oi
' > oi
