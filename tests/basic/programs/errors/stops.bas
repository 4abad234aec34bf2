TALK "a"
x = [1] * 2
TALK "b"
' > a
' error: E305 line 2
