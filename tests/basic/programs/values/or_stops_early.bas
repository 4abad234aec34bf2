x = TRUE OR (1 / 0)
PRINT x
' > true
