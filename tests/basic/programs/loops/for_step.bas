FOR i = 10 TO 1 STEP -4
    PRINT i
NEXT
FOR x = 0 TO 1 STEP 0.5
    PRINT x
NEXT
' > 10
' > 6
' > 2
' > 0
' > 0.5
' > 1
