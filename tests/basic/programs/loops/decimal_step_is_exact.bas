n = 0
FOR x = 0 TO 1 STEP 0.1
    n += 1
NEXT
PRINT n & " " & x
' > 11 1
