n = 0
volta:
n = n + 1
IF n < 3 THEN GOTO volta
PRINT n
' > 3
