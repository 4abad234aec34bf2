a = 0
TALK "antes"
b = 10 / a
TALK "nunca"
' > antes
' error: E303 line 3
