a = [1, 2]
PRINT a[5] IS NULL
PRINT a[-1]
' > true
' > 2
