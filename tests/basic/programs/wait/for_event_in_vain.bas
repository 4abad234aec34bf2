dados = WAIT FOR EVENT "pagamento"
PRINT dados IS NULL
' waits: event pagamento
' timeout
' > true
