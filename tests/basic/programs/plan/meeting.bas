' context: customer {"name": "Ana"}
' context: attendant {"id": 4}
' gives: CREATE MEETING {"success": true, "room_id": "r1", "join_url": "https://sala"}
result = CREATE MEETING({
"title": "Atendimento - " + customer.name,
"type": "support",
"expires_in": 3600,
"max_participants": 2,
"recording": false,
"transcription": true
})
IF result.success THEN
SET SESSION "meeting_room", result.room_id
SET SESSION "meeting_url", result.join_url
TALK "Vou iniciar uma videochamada para melhor atendê-lo."
TALK result.join_url
' Notifica atendente
NOTIFY attendant, "Cliente entrou na sala: " + result.join_url
END IF
' calls: CREATE MEETING [{"title":"Atendimento - Ana","type":"support","expires_in":3600,"max_participants":2,"recording":false,"transcription":true}]
' calls: SET SESSION ["meeting_room","r1"]
' calls: SET SESSION ["meeting_url","https://sala"]
' > Vou iniciar uma videochamada para melhor atendê-lo.
' > https://sala
' calls: NOTIFY [{"id":4},"Cliente entrou na sala: https://sala"]
