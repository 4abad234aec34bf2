SELECT CASE conta()
    CASE 5
        PRINT "cinco"
    CASE 1
        PRINT "um"
END SELECT
PRINT n
FUNCTION conta
    GLOBAL n
    n = (n ?? 0) + 1
    RETURN n
END FUNCTION
' > um
' > 1
