x = CALL "erro.bas"
' error: E303 line 1 in erro.bas
