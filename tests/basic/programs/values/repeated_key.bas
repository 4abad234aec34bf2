o = {a: 1, b: 2, a: 3}
PRINT o
' > {"a":3,"b":2}
