WITH o
    a = 2
    b = .a + f() + .a
    c = [.a, f(), {d: .b}]
    d = .c.length
    e = (.nada ?? f()) & (.a = 2 ? f() : 0)
END WITH
PRINT o
FUNCTION f
    RETURN 10
END FUNCTION
' > {"a":2,"b":14,"c":[2,10,{"d":14}],"d":3,"e":"1010"}
