TALK "Oi"
TALK ("com parênteses")
TALK "Um" + " " + "dois"
r = TALK "valor"
PRINT r.success
' > Oi
' > com parênteses
' > Um dois
' > valor
' > true
