FOR i = 1 TO 3
    PRINT i
NEXT i
' > 1
' > 2
' > 3
