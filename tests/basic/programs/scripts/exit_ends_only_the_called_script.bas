x = CALL "sai.bas"
PRINT x IS NULL
' > dentro
' > true
