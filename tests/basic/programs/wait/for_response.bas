WAIT FOR RESPONSE AS resposta TIMEOUT 90
PRINT resposta
r = WAIT FOR RESPONSE
PRINT r IS NULL
' waits: response 90
' < tudo bem
' > tudo bem
' waits: response 86400
' timeout
' > true
