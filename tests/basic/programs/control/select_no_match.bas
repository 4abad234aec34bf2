SELECT CASE 3
    CASE 1
        PRINT "um"
END SELECT
PRINT "fim"
' > fim
