' table: t [{"a": 1}, {"a": 2}]
r = FIND ALL "t" WHERE a > 1
PRINT r.a
' > 2
