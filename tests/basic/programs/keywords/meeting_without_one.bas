' gives: MEETING.END !E333
meeting.end()
' error: E333 line 2
