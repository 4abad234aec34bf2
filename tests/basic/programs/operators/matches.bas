PRINT "AB-1234" MATCHES "^[A-Z]{2}-[0-9]+$"
PRINT "x" NOT MATCHES "[0-9]"
' > true
' > true
