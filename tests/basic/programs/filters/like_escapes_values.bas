' table: t [{"nome": "100% algodão"}, {"nome": "100 tons"}]
q = "100%"
r = FIND "t", "nome LIKE '%" + q + "%'"
PRINT r.count & r.nome
' > 1100% algodão
