FOR i = 1 TO 3
    IF i = 2 THEN
        END
    END IF
    PRINT i
NEXT
' > 1
