lista.push(f())
APPEND lista, f()
PUSH lista, 3
PRINT lista
FUNCTION f
    RETURN 7
END FUNCTION
' > [7,7,3]
