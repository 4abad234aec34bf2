x = CALL "infinito.bas"
' error: E504 line 1 in infinito.bas
