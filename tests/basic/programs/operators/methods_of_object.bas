o = {a: 1, b: 2}
PRINT o.keys()
PRINT o.values()
PRINT o.has("a")
' > ["a","b"]
' > [1,2]
' > true
