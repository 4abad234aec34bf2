ON ERROR GOTO falha
f
PRINT "nunca"
falha:
PRINT err.line
SUB f
    x = 1 / 0
END SUB
' > 7
