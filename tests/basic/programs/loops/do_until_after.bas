n = 0
DO
    n += 1
LOOP UNTIL n >= 3
PRINT n
DO
    n += 1
LOOP WHILE n < 2
PRINT n
' > 3
' > 4
