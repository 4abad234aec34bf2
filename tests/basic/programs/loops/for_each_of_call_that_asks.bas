FOR EACH x IN [HEAR "a?", HEAR "b?"]
    PRINT x
NEXT
' > a?
' < 1
' > b?
' < 2
' > 1
' > 2
