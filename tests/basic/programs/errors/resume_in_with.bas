ON ERROR RESUME NEXT
WITH o
    a = 1
    b = 1 / 0
END WITH
PRINT o IS NULL
' > true
