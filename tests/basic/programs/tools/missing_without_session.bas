' without: session
PARAM email AS EMAIL
' error: E312 line 2
