l = [{c: "x", v: 1}, {c: "y", v: 2}, {c: "x", v: 3}]
g = GROUP BY l, "c"
PRINT g.x.count
PRINT MAP(l, "v")
PRINT AGGREGATE "SUM", l, "v"
PRINT JOIN ["a", "b"], "-"
' > 2
' > [{"v":1},{"v":2},{"v":3}]
' > 6
' > a-b
