a = []
a[1000000000] = 1
' error: E503 line 2
