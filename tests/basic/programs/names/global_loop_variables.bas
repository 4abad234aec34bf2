f
PRINT i & e
SUB f
    GLOBAL i, e
    FOR i = 1 TO 2
    NEXT
    FOR EACH e IN ["x"]
    NEXT
END SUB
' > 2x
