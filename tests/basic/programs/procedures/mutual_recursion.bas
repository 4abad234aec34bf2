PRINT par(7)
FUNCTION par(n)
    IF n = 0 THEN RETURN TRUE
    RETURN impar(n - 1)
END FUNCTION
FUNCTION impar(n)
    IF n = 0 THEN RETURN FALSE
    RETURN par(n - 1)
END FUNCTION
' > false
