FOR EACH x IN ["a", "b"]
NEXT
PRINT x
' > b
