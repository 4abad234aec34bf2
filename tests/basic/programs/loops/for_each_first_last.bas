a = [1, 2, 3, 4]
FOR EACH x IN a FIRST 2
    PRINT x
NEXT
FOR EACH x IN a LAST 1
    PRINT x
NEXT
FOR EACH x IN a LAST 9
    PRINT x
NEXT
' > 1
' > 2
' > 4
' > 1
' > 2
' > 3
' > 4
