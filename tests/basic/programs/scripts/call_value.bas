x = CALL "dobro.bas", 21
PRINT x
CALL "dobro", 1
' > 42
