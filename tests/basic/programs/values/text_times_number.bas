x = "abc" * 2
' error: E305 line 1
