' table: leads [{"name": "Ana", "score": 60}, {"name": "Beto", "score": 40}]
filtro = "score < 50"
l = FIND "leads", filtro
PRINT l.name
' > Beto
