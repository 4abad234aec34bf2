empresa = "Loja"
BEGIN SYSTEM PROMPT
Você atende a ${empresa}.
END SYSTEM PROMPT
' calls: BEGIN SYSTEM PROMPT ["Você atende a Loja."]
