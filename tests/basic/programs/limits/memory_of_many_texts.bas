' limits: memory_bytes=400000
a = []
FOR i = 1 TO 10000
    a.push(REPEAT("x", 20000) & i)
NEXT
' error: E503 line 4
