n = 0
WHILE n < 2 DO
    n += 1
END WHILE
WHILE n < 4
    n += 1
LOOP
PRINT n
' > 4
