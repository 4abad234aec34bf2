x = 1 + (WEATHER "Recife")
' error: E401 line 1
