#strict
x = 1
PRINT x
PRINT nada
' > 1
' error: E301 line 4
