PRINT f()
x = 1 / 0
FUNCTION f
    TRY
        RETURN "de dentro"
    CATCH e
        PRINT "nunca"
    END TRY
END FUNCTION
' > de dentro
' error: E303 line 2
