x = LEFT("abc")
' check: E310 1:5
