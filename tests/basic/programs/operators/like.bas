PRINT "Maria Silva" LIKE "maria%"
PRINT "gato" LIKE "g_to"
PRINT "gato" NOT LIKE "g%x"
PRINT "Gato" ILIKE "gato"
' > true
' > true
' > true
' > true
