a = [1]
a[1] = 2
a[4] = 5
PRINT a
' > [1,2,null,null,5]
