nome = HEAR "Seu nome?"
PRINT nome
PRINT "Oi " & HEAR
' > Seu nome?
' < Ana
' > Ana
' < Beto
' > Oi Beto
