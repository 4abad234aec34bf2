WAIT MINUTES(2)
' waits: time 120
