FOR i = 1 TO 3
NEXT
PRINT i
' > 3
