FOR EACH x IN [1, 2, 5, 9, 7]
    SELECT CASE x
        CASE 1
            PRINT "um"
        CASE 2, 3
            PRINT "dois ou três"
        CASE 4 TO 6
            PRINT "quatro a seis"
        CASE IS > 8
            PRINT "grande"
        CASE ELSE
            PRINT "nenhum"
    END SELECT
NEXT
' > um
' > dois ou três
' > quatro a seis
' > grande
' > nenhum
