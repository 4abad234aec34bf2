FOR EACH x IN "[1,2]"
    PRINT x
NEXT
' > 1
' > 2
