a = 1
PRINT NOT a = 2
PRINT NOT a = 1 OR TRUE
' > true
' > true
