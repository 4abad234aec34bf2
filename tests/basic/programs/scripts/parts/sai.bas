PRINT "dentro"
EXIT
