SELECT CASE HEAR "Opção?"
    CASE "1"
        PRINT "um"
    CASE ELSE
        PRINT "outra"
END SELECT
' > Opção?
' < 1
' > um
