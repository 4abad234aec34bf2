FOR i = 1 TO 5
    FOR EACH x IN ["a"]
        RETURN i
    NEXT
NEXT
' returns: 1
