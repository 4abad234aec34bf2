IF TRUE THEN PRINT "a" : PRINT "b" ELSE PRINT "c"
IF FALSE THEN PRINT "a" ELSE PRINT "c" : PRINT "d"
' > a
' > b
' > c
' > d
