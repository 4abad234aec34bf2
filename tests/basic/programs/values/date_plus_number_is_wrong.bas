d = TODAY() + 5
' error: E305 line 1
