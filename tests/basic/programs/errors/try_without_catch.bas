TRY
    x = 1 / 0
END TRY
PRINT "fim"
' > fim
