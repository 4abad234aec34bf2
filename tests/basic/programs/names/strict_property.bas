#strict
o = {a: NULL}
PRINT o.a IS NULL
PRINT o.b
' > true
' error: E301 line 4
