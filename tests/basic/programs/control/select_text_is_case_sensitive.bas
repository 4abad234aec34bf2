SELECT CASE "Sim"
    CASE "sim"
        PRINT "minúsculo"
    CASE "Sim"
        PRINT "exato"
END SELECT
' > exato
