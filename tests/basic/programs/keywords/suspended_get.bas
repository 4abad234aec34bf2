' gives: GET suspends
x = GET "https://api.example.com"
PRINT x.a
' completed: {"a": 1}
' > 1
