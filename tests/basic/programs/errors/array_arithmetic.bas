x = -[1]
' error: E305 line 1
