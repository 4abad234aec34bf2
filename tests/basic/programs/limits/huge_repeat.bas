a = REPEAT("x", 1000000000)
' error: E503 line 1
