' gives: LLM !E601
r = LLM "Olá"
' error: E601 line 2
