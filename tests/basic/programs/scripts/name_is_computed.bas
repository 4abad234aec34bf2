nome = "dob" & "ro"
x = CALL "${nome}.bas", 4
PRINT x
' > 8
