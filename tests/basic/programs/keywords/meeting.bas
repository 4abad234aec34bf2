' gives: CREATE MEETING {"success": true, "id": "m1", "join_url": "https://sala"}
sala = CREATE MEETING({title: "Atendimento", expires_in: 1800})
IF sala.success THEN TALK sala.join_url
sala.request_screen_share("p1")
sala.end()
' calls: CREATE MEETING [{"title":"Atendimento","expires_in":1800}]
' > https://sala
' calls: .REQUEST_SCREEN_SHARE [{"success":true,"id":"m1","join_url":"https://sala"},"p1"]
' calls: .END [{"success":true,"id":"m1","join_url":"https://sala"}]
