' gives: REQUEST APPROVAL suspends
ok = REQUEST APPROVAL "Desconto de 10%"
PRINT ok.approved
' waits: keyword 60
' completed: {"approved": true}
' > true
