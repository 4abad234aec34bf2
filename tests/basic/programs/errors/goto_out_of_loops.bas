ON ERROR GOTO falha
FOR i = 1 TO 3
    FOR EACH x IN [1, 2]
        IF i = 2 THEN THROW "pare"
    NEXT
NEXT
END
falha:
PRINT "parou em " & i & ": " & err.message
' > parou em 2: pare
