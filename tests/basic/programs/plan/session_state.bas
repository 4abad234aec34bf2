' context: session {"needs_human": true, "queue_position": 3, "attendant_id": "att-001"}
IF session.needs_human THEN
TALK "Você está em atendimento humano."
END IF
position = session.queue_position
attendant = session.attendant_id
SET SESSION "needs_human", false
PRINT position & attendant
' > Você está em atendimento humano.
' calls: SET SESSION ["needs_human",false]
' > 3att-001
