' table: t [{"nome": "Ana"}]
r = FIND "t", "nome = '" + (HEAR "Nome?") + "'"
PRINT r.count
' > Nome?
' < Ana
' > 1
