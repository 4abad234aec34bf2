n = 1
IF n > 10 THEN
    PRINT "grande"
ELSE IF n > 3 THEN
    PRINT "médio"
ELSE
    PRINT "pequeno"
ENDIF
' > pequeno
