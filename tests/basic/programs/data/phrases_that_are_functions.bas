PRINT MAX(1, 5) & MIN(4, 2)
x = REPLACE "banana", "a", "o"
y = SPLIT "a,b", ","
PRINT x & y
' > 52
' > bonono["a","b"]
