count = 2
list = [1]
filter = "x"
case = 3
body = count + 1
PRINT count & list & filter & case & body
' > 2[1]x33
