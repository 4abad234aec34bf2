x = CALL "infinito.bas"
