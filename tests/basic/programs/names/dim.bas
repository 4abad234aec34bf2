DIM a, b AS INTEGER, c(3) AS STRING
PRINT a IS NULL
PRINT b
PRINT c
' > true
' > 0
' > ["","",""]
