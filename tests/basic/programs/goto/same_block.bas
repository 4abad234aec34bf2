FOR i = 1 TO 2
    n = 0
    de_novo:
    n = n + 1
    IF n < 2 THEN GOTO de_novo
    PRINT i & n
NEXT
' > 12
' > 22
