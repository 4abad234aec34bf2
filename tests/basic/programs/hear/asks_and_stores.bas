HEAR nome WITH "Qual é o seu nome?"
TALK "Prazer, " + nome
' > Qual é o seu nome?
' < Ana
' > Prazer, Ana
