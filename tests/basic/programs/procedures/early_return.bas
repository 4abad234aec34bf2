SUB verifica(n)
    IF n > 1 THEN RETURN
    PRINT "pequeno " & n
END SUB
verifica(1)
verifica(2)
' > pequeno 1
