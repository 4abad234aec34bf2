PRINT "boleto.pdf" ENDS WITH ".PDF"
PRINT "Boa tarde" STARTS WITH "boa"
' > true
' > true
