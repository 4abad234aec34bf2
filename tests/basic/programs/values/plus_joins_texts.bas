PRINT "total: " + 3
PRINT 3 + "4"
PRINT 1 & 2
' > total: 3
' > 34
' > 12
