FOR i = 1 TO "muitos"
NEXT
' error: E305 line 1
