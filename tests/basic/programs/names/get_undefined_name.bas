' context: session {"cidade": "Recife"}
x = GET cidade
PRINT x
' > Recife
