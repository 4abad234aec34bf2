' gives: MEETING.INVITE suspends
meeting.invite("ana")
PRINT "fim"
' completed: null
' > fim
