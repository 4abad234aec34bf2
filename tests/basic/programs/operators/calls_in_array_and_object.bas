PRINT [um(), 2, um()]
PRINT {a: um(), b: [um()]}
FUNCTION um
    GLOBAL n
    n = (n ?? 0) + 1
    RETURN n
END FUNCTION
' > [1,2,2]
' > {"a":3,"b":[4]}
