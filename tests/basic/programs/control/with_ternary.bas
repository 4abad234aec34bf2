WITH o
    a = 1
    b = .a = 1 ? "um" : .a
    c = "${.a}-${.b}"
    d = .c.upper()
END WITH
PRINT o
' > {"a":1,"b":"um","c":"1-um","d":"1-UM"}
