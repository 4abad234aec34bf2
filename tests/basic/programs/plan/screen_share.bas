' context: meeting {"id": "m1", "participant": {"id": 2, "shared_screen": true}}
participant_id = meeting.participant.id
IF meeting.participant.shared_screen THEN
TALK "Cliente está compartilhando a tela"
END IF
meeting.request_screen_share(participant_id)
' > Cliente está compartilhando a tela
' calls: MEETING.REQUEST_SCREEN_SHARE [{"id":"m1","participant":{"id":2,"shared_screen":true}},2]
