x = USE TOOL "dobro", 8
PRINT x
y = USE TOOL "dobro", {n: 5}
PRINT y
' > 16
' > 10
