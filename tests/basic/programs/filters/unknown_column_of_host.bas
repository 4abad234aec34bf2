' gives: FIND !E342
r = FIND "t", "cor = 'azul'"
' error: E342 line 2
