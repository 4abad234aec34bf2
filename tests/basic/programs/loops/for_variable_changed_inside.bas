FOR i = 1 TO 10
    PRINT i
    i = i + 4
NEXT
' > 1
' > 6
