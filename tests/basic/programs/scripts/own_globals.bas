valor_de_fora = 1
valor = 2
x = CALL "globais.bas"
PRINT x & valor
PRINT outro IS NULL
' > true2
' > true
