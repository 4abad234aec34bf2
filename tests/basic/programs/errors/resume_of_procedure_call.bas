ON ERROR RESUME NEXT
PRINT "a"
x = f() + 1
PRINT "b"
FUNCTION f
    y = 1 / 0
    PRINT "nunca"
    RETURN 1
END FUNCTION
' > a
' > b
