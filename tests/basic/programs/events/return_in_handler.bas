' entry: handler:0
ON EVENT "x" DO
    FOR i = 1 TO 3
        IF i = 2 THEN RETURN i
    NEXT
END ON
' returns: 2
