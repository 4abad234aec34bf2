ON ERROR GOTO falha
x = 1 / 0
PRINT "nunca"
falha:
PRINT "tratado: " + ERROR MESSAGE
' > tratado: Divisão por zero
