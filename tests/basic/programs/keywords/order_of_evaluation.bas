SAVE "t", diz(1), diz(2), diz(3)
FUNCTION diz(n)
    PRINT n
    RETURN n * 10
END FUNCTION
' > 1
' > 2
' > 3
' calls: SAVE ["t",10,20,30]
