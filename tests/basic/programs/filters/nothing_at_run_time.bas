' table: leads [{"name": "Ana"}]
l = FIND "leads", filtro
PRINT l.count
' check: W301 2:19
' > 1
