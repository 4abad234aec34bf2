PRINT fatorial(10)
FUNCTION fatorial(n)
    IF n <= 1 THEN RETURN 1
    RETURN n * fatorial(n - 1)
END FUNCTION
' > 3628800
