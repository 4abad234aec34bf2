' gives: GET "b"
x = "a" + GET "https://example.com/k" + "c"
PRINT x
' > abc
