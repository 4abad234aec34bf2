a = [1] < [2]
' error: E302 line 1
