' table: leads [{"name": "Ana"}]
l = FIND "leads", filtro
PRINT l.count
' > 1
