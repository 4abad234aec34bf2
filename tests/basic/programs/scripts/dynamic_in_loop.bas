FOR EACH n IN [1, 2]
    x = CALL "dobro.bas", n
    PRINT x
NEXT
' > 2
' > 4
