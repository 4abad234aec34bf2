o = NEW OBJECT
a = NEW ARRAY
c = CREATE OBJECT
o.x = 1
a.push(1)
PRINT o & a & c
' > {"x":1}[1]{}
