a = [3, 1]
a.push(2)
PRINT a.join("-")
PRINT a.indexOf(1)
PRINT a.pop()
PRINT a
PRINT a.contains(3)
' > 3-1-2
' > 1
' > 2
' > [3,1]
' > true
