Preço = 10
PRINT PREÇO + preço
' > 20
