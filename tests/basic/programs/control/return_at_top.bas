x = 2
RETURN {valor: x}
PRINT "nunca"
' returns: {"valor":2}
