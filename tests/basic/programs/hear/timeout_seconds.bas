HEAR a TIMEOUT 30
HEAR b TIMEOUT 10 MINUTES
HEAR c TIMEOUT 2 HOURS
' waits: hear 30
' < x
' waits: hear 600
' < y
' waits: hear 7200
