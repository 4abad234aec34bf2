FOR i = 1 TO 4
    IF i MOD 2 = 0 THEN CONTINUE
    PRINT i
NEXT
' > 1
' > 3
