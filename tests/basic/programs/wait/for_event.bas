dados = WAIT FOR EVENT "meeting.joined" TIMEOUT 600
PRINT dados.quem
' waits: event 600 meeting.joined
' event: {"quem": "Ana"}
' > Ana
