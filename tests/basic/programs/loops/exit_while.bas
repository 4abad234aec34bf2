n = 0
WHILE TRUE
    n += 1
    FOR i = 1 TO 5
        IF n = 2 THEN EXIT WHILE
    NEXT
WEND
PRINT n
' > 2
