o = JSON PARSE "{\"a\": [1, 2.5]}"
PRINT o.a[1]
PRINT JSON({b: TRUE})
PRINT TOJSON([1])
' > 2.5
' > {"b":true}
' > [1]
