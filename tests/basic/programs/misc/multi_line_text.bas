x = "um
dois"
PRINT x
' > um\ndois
