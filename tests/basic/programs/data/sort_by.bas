l = [{n: "b", v: 2}, {n: "a", v: 9}]
PRINT FIRST(SORT l BY "n").v
PRINT FIRST(SORT l BY n).v
PRINT SUM(l, "v")
' > 9
' > 9
' > 11
