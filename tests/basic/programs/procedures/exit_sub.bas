SUB verifica(n)
    IF n > 1 THEN EXIT SUB
    PRINT n
END SUB
verifica(1)
verifica(2)
' > 1
