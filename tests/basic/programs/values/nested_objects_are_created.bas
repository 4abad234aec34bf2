a.b.c = 1
PRINT a
' > {"b":{"c":1}}
