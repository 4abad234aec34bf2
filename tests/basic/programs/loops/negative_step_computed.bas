passo = -1
FOR i = 2 TO 0 STEP passo
    PRINT i
NEXT
' > 2
' > 1
' > 0
