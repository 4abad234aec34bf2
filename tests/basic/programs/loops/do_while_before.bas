n = 5
DO WHILE n < 3
    PRINT "nunca"
LOOP
DO UNTIL n > 6
    n += 1
LOOP
PRINT n
' > 7
