r = "{\"nome\": \"Ana\", \"filhos\": [\"Bia\"]}"
PRINT r.nome
PRINT r.filhos[0]
PRINT "texto qualquer".nome IS NULL
' > Ana
' > Bia
' > true
