PRINT "10" = 10
PRINT "9" < 10
PRINT "9" < "10"
' > true
' > true
' > false
