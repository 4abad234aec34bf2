n = 3
HEAR a TIMEOUT n MINUTES
' waits: hear 180
