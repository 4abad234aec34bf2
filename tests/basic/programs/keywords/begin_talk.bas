nome = "Ana"
BEGIN TALK
Olá, ${nome}!
Tudo bem?
END TALK
' > Olá, Ana!\nTudo bem?
