PRINT f(63)
FUNCTION f(n)
    IF n = 0 THEN RETURN "fundo"
    RETURN f(n - 1)
END FUNCTION
' > fundo
