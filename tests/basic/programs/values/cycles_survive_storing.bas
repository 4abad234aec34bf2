o = {nome: "eu"}
o.mesmo = o
PRINT o.mesmo.mesmo.nome
' > eu
