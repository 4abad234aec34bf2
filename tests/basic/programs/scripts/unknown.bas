x = CALL "nenhum.bas"
' error: E331 line 1
