PRINT "b" > "a"
PRINT "a" >= "b"
PRINT 2.5 >= 2
PRINT "a" <> 1
' > true
' > false
' > true
' > true
