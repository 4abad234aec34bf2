s = "abcdefgh"
ON ERROR RESUME NEXT
WHILE TRUE
    s = s + s
WEND
PRINT "nunca"
' error: E503 line 4
