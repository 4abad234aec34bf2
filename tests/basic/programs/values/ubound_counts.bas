a = ["x", "y", "z"]
PRINT UBOUND(a) & " " & LBOUND(a) & " " & LEN(a) & " " & a.length & " " & a.count
' > 3 0 3 3 3
