FOR EACH x IN fonte()
    PRINT x
NEXT
FUNCTION fonte
    PRINT "uma vez"
    RETURN [1, 2]
END FUNCTION
' > uma vez
' > 1
' > 2
