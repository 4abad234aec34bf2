PRINT f()
PRINT f(1)
PRINT f(1, 2)
FUNCTION f(a = 10, b = a * 2)
    RETURN a & ":" & b
END FUNCTION
' > 10:20
' > 1:2
' > 1:2
