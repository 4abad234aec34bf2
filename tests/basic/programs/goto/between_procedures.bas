SUB a
    GOTO fora
END SUB
fora:
PRINT "x"
' check: E143 2:5
