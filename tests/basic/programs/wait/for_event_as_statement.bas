WAIT FOR EVENT "meeting.joined" TIMEOUT 5
PRINT "fim"
' waits: event 5 meeting.joined
' event: null
' > fim
