PRINT 6 / 3
PRINT 7 / 2
PRINT 7 \ 2
PRINT -7 \ 2
PRINT -7 MOD 2
' > 2
' > 3.5
' > 3
' > -3
' > -1
