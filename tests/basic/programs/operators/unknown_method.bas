x = "abc".explodir()
' error: E308 line 1
