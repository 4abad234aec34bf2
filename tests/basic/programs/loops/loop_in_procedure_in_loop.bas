FOR i = 1 TO 2
    conta(i)
NEXT
PRINT i
SUB conta(n)
    FOR i = 10 TO 10 + n - 1
        PRINT n & ":" & i
    NEXT
END SUB
' > 1:10
' > 2:10
' > 2:11
' > 2
