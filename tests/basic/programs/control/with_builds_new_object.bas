o = {velho: 1}
p = o
nome = "Ana"
WITH o
    nome = nome
    .criado = TODAY()
    .endereco.rua = "A"
    "chave com espaço" = 1
END WITH
PRINT o
PRINT p
' > {"nome":"Ana","criado":"2026-03-10","endereco":{"rua":"A"},"chave com espaço":1}
' > {"velho":1}
