PRINT TRUE XOR FALSE
PRINT 1 XOR "a"
' > true
' > false
