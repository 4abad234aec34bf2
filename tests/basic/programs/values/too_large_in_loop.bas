x = 2
WHILE TRUE
    x = x * x
WEND
' error: E304 line 3
