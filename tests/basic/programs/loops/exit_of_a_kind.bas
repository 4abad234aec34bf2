FOR i = 1 TO 3
    DO
        EXIT FOR
    LOOP
NEXT
PRINT i
' > 1
