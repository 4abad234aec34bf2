a = [1, 2]
b.push(a.pop())
PRINT a & b
' > [1][2]
