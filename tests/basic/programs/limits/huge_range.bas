a = RANGE(1, 1000000000)
' error: E503 line 1
