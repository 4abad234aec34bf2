' entry: handler:0
PRINT "antes"
ON CHANGE "estoque"
PRINT "mudou"
' > mudou
