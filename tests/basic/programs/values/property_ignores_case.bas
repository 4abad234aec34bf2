o = {Nome: "Ana"}
PRINT o.nome
' > Ana
