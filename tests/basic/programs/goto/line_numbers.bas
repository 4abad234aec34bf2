10 n = 1
20 n = n + 1
30 IF n < 4 THEN GOTO 20
40 PRINT n
' > 4
