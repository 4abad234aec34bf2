HEAR cidade WITH "Cidade?" DEFAULT "Recife"
PRINT cidade & " " & hear.reason
HEAR cidade DEFAULT "Olinda"
PRINT cidade
' > Cidade?
' < pular
' > Recife default
' <
' > Olinda
