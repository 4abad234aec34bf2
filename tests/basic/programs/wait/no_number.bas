WAIT "muito"
' error: E311 line 1
