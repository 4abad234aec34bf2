a = [3, 1, 2]
PRINT FIRST(a)
PRINT LAST(a)
b = FIRST a, 2
c = LAST a, 2
PRINT b & c
PRINT SORT a
PRINT SORT a DESC
PRINT SUM(a) & " " & MAX(a) & " " & MIN(a) & " " & AVG(a)
' > 3
' > 2
' > [3,1][1,2]
' > [1,2,3]
' > [3,2,1]
' > 6 3 1 2
