WAIT 9999999
' error: E311 line 1
