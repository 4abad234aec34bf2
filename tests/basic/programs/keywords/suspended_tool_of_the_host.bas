' gives: USE TOOL suspends
x = USE TOOL "externa", 1
PRINT x
' completed: "pronto"
' > pronto
