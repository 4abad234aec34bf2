a = [1]
WHILE TRUE
    a = a + a
WEND
' error: E503 line 3
