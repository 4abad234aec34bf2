' gives: REQUEST APPROVAL suspends
ok = REQUEST APPROVAL "Desconto"
PRINT ok IS NULL
' timeout
' > true
