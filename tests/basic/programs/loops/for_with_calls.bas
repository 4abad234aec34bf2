FOR i = um() TO um() + um() STEP um()
    PRINT i
NEXT
FUNCTION um
    RETURN 1
END FUNCTION
' > 1
' > 2
