PRINT 5 MOD 0
' error: E303 line 1
