PRINT "Sim" = "sim"
PRINT "Sim" LIKE "sim"
' > false
' > true
