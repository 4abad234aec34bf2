n = 5
IF n > 10 THEN
    PRINT "grande"
ELSEIF n > 3 THEN
    PRINT "médio"
ELSE
    PRINT "pequeno"
END IF
' > médio
