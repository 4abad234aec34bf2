n = "muitos"
r = FIND "t", "a > 0 LIMIT " + n
' error: E344 line 2
