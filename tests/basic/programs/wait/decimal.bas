WAIT 5.5
' waits: time 5.5
