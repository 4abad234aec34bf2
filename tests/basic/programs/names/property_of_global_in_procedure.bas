o = {x: 1}
muda
PRINT o
SUB muda
    o.x = 2
END SUB
' > {"x":2}
