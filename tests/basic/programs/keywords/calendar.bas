b = BOOK "Visita", NOW(), 30
c = CHECK AVAILABILITY "ana", TODAY()
d = CALL PHONE "+5511"
HANG UP
PLAY "Olá"
' calls: BOOK ["Visita","2026-03-10T12:00:00-03:00",30]
' calls: CHECK AVAILABILITY ["ana","2026-03-10"]
' calls: CALL PHONE ["+5511"]
' calls: HANG UP []
' calls: PLAY ["Olá"]
