nome = CALL "pergunta.bas", "Seu nome?"
PRINT nome
x = CALL "pergunta.bas"
PRINT x
' > Seu nome?
' < Ana
' > Ana
' > Como vai?
' < bem
' > bem
