s = "abcdefgh"
WHILE TRUE
    s = s + s
WEND
' error: E503 line 3
