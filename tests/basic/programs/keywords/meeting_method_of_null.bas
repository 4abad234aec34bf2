sala = NULL
x = sala.end()
PRINT x IS NULL
' > true
