FOR i = "1" TO "2"
    PRINT i + 1
NEXT
' > 2
' > 3
