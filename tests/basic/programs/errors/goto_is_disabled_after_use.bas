ON ERROR GOTO falha
x = 1 / 0
END
falha:
PRINT "uma vez"
x = 1 / 0
' > uma vez
' error: E303 line 6
