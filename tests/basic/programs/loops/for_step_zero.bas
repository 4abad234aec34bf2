FOR i = 1 TO 3 STEP 0
    PRINT i
NEXT
' error: E305 line 1
