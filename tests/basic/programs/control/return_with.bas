a = 1
RETURN WITH primeiro AS a, segundo = a + 1
' returns: {"primeiro":1,"segundo":2}
