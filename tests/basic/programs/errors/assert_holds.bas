ASSERT TRUE, "nada"
ASSERT 1
PRINT "ok"
' > ok
