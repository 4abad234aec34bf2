' context: channel "instagram"
' gives: CREATE MEETING {"success": false, "error": "sem provedor"}
IF channel = "instagram" OR intent = "video_call" THEN
    sala = CREATE MEETING({ title: "Atendimento " + session.user_name, expires_in: 3600 })
    IF sala.success THEN
        TALK "Abra: " + sala.join_url
    ELSE
        TRANSFER TO HUMAN "suporte", "high", "Falha: " + sala.error
    END IF
END IF
' calls: CREATE MEETING [{"title":"Atendimento ","expires_in":3600}]
' calls: TRANSFER TO HUMAN ["suporte","high","Falha: sem provedor"]
