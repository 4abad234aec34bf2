o = {b: 1, a: 2}
o.c = 3
PRINT o
' > {"b":1,"a":2,"c":3}
