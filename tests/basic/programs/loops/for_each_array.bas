FOR EACH x IN [1, "a", NULL]
    PRINT "[" + x + "]"
NEXT x
' > [1]
' > [a]
' > []
