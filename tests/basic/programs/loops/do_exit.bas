n = 0
DO
    n += 1
    IF n = 4 THEN EXIT DO
LOOP
PRINT n
' > 4
