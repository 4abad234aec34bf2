FOR i = 1 TO 5
    IF i = 2 THEN
        GOTO fora
    END IF
NEXT
fora:
PRINT i
' > 2
