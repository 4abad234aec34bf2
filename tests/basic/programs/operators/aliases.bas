PRINT 1 == 1
PRINT 1 != 2
PRINT 1 <> 1
PRINT 2 =< 2
PRINT TRUE && FALSE
PRINT FALSE || TRUE
PRINT !TRUE
PRINT 7 % 4
' > true
' > true
' > false
' > true
' > false
' > true
' > false
' > 3
