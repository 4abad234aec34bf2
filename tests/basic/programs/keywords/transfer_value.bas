' gives: TRANSFER TO HUMAN {"success": true, "queue_position": 6}
r = TRANSFER TO HUMAN "vendas"
IF r.queue_position > 5 THEN TALK "Há ${r.queue_position} na frente."
' > Há 6 na frente.
