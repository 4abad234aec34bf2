o = {}
WITH o.filho
    x = 1
END WITH
PRINT o
' > {"filho":{"x":1}}
