session.a.b.c = 1
session.a.b.d = 2
PRINT session.a
' calls: SET SESSION ["a",{"b":{"c":1}}]
' calls: SET SESSION ["a",{"b":{"c":1,"d":2}}]
' > {"b":{"c":1,"d":2}}
