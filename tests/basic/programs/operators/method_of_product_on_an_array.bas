a = [1]
a.remove(0)
' error: E308 line 2
