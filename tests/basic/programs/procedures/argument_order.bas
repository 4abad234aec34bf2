PRINT junta(diz("a"), "-", diz("b"))
FUNCTION diz(x)
    PRINT x
    RETURN x
END FUNCTION
FUNCTION junta(a, b, c)
    RETURN a & b & c
END FUNCTION
' > a
' > b
' > a-b
