x = FALSE AND (1 / 0)
PRINT x
' > false
