PRINT "antes"
ON CHANGE "estoque"
PRINT "nunca agora"
' > antes
