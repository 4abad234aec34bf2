a = [1, 2]
FOR EACH x IN a
    a.push(x * 10)
NEXT
PRINT a
' > [1,2,10,20]
