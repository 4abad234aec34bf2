x = USE TOOL "dois", {A: 1}
y = USE TOOL "dois", {b: 2, a: 3}
z = USE TOOL "dois", 4
PRINT x & " " & y & " " & z
' > 1:5 3:2 4:5
