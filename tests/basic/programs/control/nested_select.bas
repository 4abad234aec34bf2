SELECT CASE 1
    CASE 1
        SELECT CASE "x"
            CASE "x"
                PRINT "um x"
        END SELECT
        PRINT "depois"
END SELECT
' > um x
' > depois
