' table: t [{"a": 1}, {"a": 3}, {"a": 2}]
n = 2
r = FIND "t", "a > 0 ORDER BY a DESC LIMIT " + n
PRINT r
' > [{"a":3},{"a":2}]
