' table: t [{"a": 1, "b": 2}, {"a": 1, "b": 3}, {"a": 2, "b": 3}]
r = FIND "t" WHERE a = 1 AND NOT b = 2 OR a = 2
PRINT r.count
' > 2
