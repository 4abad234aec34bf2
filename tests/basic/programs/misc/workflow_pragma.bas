#workflow
PRINT "ok"
' > ok
