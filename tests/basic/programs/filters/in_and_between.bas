' table: t [{"n": 1, "c": "a"}, {"n": 5, "c": "b"}]
a = 4
b = 9
PRINT (FIND "t", "n BETWEEN ${a} AND ${b}").c
PRINT (FIND "t", "c IN ('a', 'x')").n
' > b
' > 1
