PRINT "a" AND "b"
PRINT 0 AND "b"
' > b
' > 0
