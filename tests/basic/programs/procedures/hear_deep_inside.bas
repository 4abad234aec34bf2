FOR i = 1 TO 2
    PRINT "volta " & i & ": " & a(i)
NEXT
FUNCTION a(n)
    RETURN "<" & b(n) & ">"
END FUNCTION
FUNCTION b(n)
    FOR EACH x IN ["x", "y"]
        HEAR r WITH x & n
        IF r = "sim" THEN RETURN x
    NEXT
    RETURN "nada"
END FUNCTION
' > x1
' < não
' > y1
' < sim
' > volta 1: <y>
' > x2
' < sim
' > volta 2: <x>
