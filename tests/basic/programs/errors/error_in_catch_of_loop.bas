FOR i = 1 TO 2
    TRY
        THROW "a" & i
    CATCH e
        PRINT e.message
        CONTINUE FOR
    END TRY
NEXT
' > a1
' > a2
