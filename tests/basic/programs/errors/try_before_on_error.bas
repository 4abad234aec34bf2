ON ERROR RESUME NEXT
TRY
    x = 1 / 0
    PRINT "nunca"
CATCH e
    PRINT "catch"
END TRY
' > catch
