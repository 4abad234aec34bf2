a = [1]
b = a
b.push(2)
PRINT a
' > [1,2]
