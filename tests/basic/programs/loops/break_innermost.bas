FOR i = 1 TO 2
    WHILE TRUE
        BREAK
    WEND
    PRINT i
NEXT
' > 1
' > 2
