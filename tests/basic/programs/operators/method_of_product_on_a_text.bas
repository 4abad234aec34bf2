x = "abc".end()
' error: E308 line 1
