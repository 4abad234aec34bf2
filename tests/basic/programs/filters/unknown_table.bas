r = FIND "nada"
' error: E340 line 1
