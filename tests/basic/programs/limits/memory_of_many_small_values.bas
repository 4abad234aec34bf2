' limits: memory_bytes=20000
a = []
FOR i = 1 TO 20000
    a.push({n: i})
NEXT
' error: E503
