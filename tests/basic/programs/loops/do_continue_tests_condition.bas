n = 0
DO
    n += 1
    IF n < 3 THEN CONTINUE DO
    PRINT n
LOOP UNTIL n >= 4
' > 3
' > 4
