a = [10, 20, 30]
PRINT a[um()]
a[um() + um()] = um()
PRINT a
FUNCTION um
    RETURN 1
END FUNCTION
' > 20
' > [10,20,1]
