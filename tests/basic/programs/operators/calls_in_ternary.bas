PRINT TRUE ? um() : dois()
PRINT IIF(FALSE, um(), dois())
FUNCTION um
    PRINT "em um"
    RETURN 1
END FUNCTION
FUNCTION dois
    PRINT "em dois"
    RETURN 2
END FUNCTION
' > em um
' > 1
' > em dois
' > 2
