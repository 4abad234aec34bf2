WEATHER "Recife"
' error: E401 line 1
