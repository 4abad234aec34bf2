faz
PRINT "fim"
SUB faz
    RETURN 5
END SUB
' > fim
