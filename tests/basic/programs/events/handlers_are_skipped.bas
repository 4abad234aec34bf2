PRINT "a"
ON EVENT "venda" DO
    PRINT "nunca"
END ON
PRINT "b"
' > a
' > b
