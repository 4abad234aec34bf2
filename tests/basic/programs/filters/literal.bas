' table: leads [{"name": "Ana", "score": 60}, {"name": "Beto", "score": 40}]
l = FIND "leads", "score > 50"
PRINT l.name & l.count
' > Ana1
