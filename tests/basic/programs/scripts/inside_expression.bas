PRINT (CALL "dobro.bas", 2) + 1
' > 5
