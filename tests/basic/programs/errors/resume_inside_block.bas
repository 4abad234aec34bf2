ON ERROR RESUME NEXT
FOR i = 1 TO 2
    x = 1 / 0
    PRINT i
NEXT
' > 1
' > 2
