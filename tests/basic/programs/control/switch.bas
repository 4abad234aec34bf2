SWITCH "b"
    CASE "a":
        PRINT "A"
    CASE "b":
        PRINT "B"
    DEFAULT:
        PRINT "?"
END SWITCH
' > B
