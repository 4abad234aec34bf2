PRINT "banana".replace(letra(), "o").upper()
a = [1]
PRINT [3, um()].contains(um()) & [um()].join("-")
FUNCTION letra
    RETURN "a"
END FUNCTION
FUNCTION um
    RETURN 1
END FUNCTION
' > BONONO
' > true1
