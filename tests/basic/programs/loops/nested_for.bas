FOR i = 1 TO 2
    FOR j = 1 TO 2
        PRINT i & j
    NEXT j
NEXT i
' > 11
' > 12
' > 21
' > 22
