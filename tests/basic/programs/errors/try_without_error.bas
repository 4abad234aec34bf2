TRY
    PRINT "a"
CATCH e
    PRINT "nunca"
END TRY
' > a
