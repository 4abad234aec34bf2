a = [1]
a[-1] = 9
' error: E306 line 2
