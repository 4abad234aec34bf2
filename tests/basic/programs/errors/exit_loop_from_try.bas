FOR i = 1 TO 3
    TRY
        IF i = 2 THEN EXIT FOR
        PRINT i
    CATCH e
        PRINT "nunca"
    END TRY
NEXT
x = 1 / 0
' > 1
' error: E303 line 9
