n = 0
ON ERROR GOTO falha
x = 1 / 0
END
falha:
n = n + 1
ON ERROR GOTO falha
IF n < 3 THEN x = 1 / 0
PRINT n
' > 3
