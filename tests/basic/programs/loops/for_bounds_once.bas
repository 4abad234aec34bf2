fim = 3
FOR i = 1 TO fim
    fim = 10
    PRINT i
NEXT
' > 1
' > 2
' > 3
