ON ERROR RESUME NEXT
x = 1 / 0
IF ERROR THEN PRINT "houve: " + ERROR MESSAGE
' > houve: Divisão por zero
