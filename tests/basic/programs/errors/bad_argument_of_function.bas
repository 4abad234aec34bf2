x = MID("abc", "x")
' error: E311 line 1
