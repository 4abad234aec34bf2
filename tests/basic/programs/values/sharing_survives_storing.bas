a = [1]
o = {x: a, y: a}
o.x.push(2)
PRINT o.y
' > [1,2]
