FOR i = 1 TO 2
    TALK TO "p" & i, i
NEXT
' calls: TALK TO ["p1",1]
' calls: TALK TO ["p2",2]
