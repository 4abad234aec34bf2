sala = CREATE MEETING({ "type": "support", "title": "Atendimento - " + customer.name, "expires_in": 1800, "recording": false })
IF sala.success THEN
    TALK "Entre por aqui: " + sala.join_url
    NOTIFY attendant, "Sala criada: " + sala.host_url
END IF
