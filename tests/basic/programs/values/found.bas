PRINT 0 FOUND
PRINT "" FOUND
PRINT {success: FALSE} FOUND
PRINT {id: 1} FOUND
' > true
' > false
' > false
' > true
