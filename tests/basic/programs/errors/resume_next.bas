ON ERROR RESUME NEXT
x = 1 / 0
PRINT x IS NULL
PRINT ERROR
PRINT err.code & " linha " & err.line
PRINT ERR
' > true
' > true
' > E303 linha 2
' > 303
