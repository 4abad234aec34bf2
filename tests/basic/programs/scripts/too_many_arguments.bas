x = CALL "dobro.bas", 1, 2
' error: E310 line 1
