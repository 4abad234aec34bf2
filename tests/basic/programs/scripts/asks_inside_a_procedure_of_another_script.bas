PRINT (CALL "conta.bas", 4) & "!"
' > Some a 4
' < 1
' > 9!
