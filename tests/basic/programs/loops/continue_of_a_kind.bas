FOR i = 1 TO 2
    WHILE TRUE
        PRINT i
        CONTINUE FOR
    WEND
NEXT
' > 1
' > 2
