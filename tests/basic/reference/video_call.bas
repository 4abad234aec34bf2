IF channel = "instagram" OR intent = "video_call" THEN
    sala = CREATE MEETING({ title: "Atendimento " + session.user_name, expires_in: 3600 })
    IF sala.success THEN
        TALK "Abra no navegador: " + sala.join_url
        WAIT FOR EVENT "meeting.joined" TIMEOUT 600
        IF meeting.participant FOUND THEN meeting.request_screen_share(meeting.participant.id)
    ELSE
        TRANSFER TO HUMAN "suporte", "high", "Falha ao criar sala: " + sala.error
    END IF
END IF
