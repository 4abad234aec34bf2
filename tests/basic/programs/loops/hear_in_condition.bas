WHILE (HEAR "Mais?") = "sim"
    PRINT "vai"
WEND
PRINT "fim"
' > Mais?
' < sim
' > vai
' > Mais?
' < não
' > fim
