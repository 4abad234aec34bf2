t = "logo"
HEAR x TIMEOUT t
' error: E311 line 2
