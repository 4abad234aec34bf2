PRINT +"5" + 1
PRINT +TRUE
' > 6
' > 1
