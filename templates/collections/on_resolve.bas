' O que foi negociado fica registrado; o próximo lembrete espera uma semana.
IF session.faturas THEN
    SAVE "acordos", { "telefone": session.phone, "faturas": session.faturas, "total": session.total, "combinado": attendance.reason OR conversation.summary, "em": NOW() }
    CREATE "activities", { "title": "Acordo: " + session.faturas, "kind": "call", "notes": attendance.reason OR conversation.summary, "done_at": NOW() }
    UPDATE "faturas" SET lembrete = TODAY() WHERE telefone = session.phone AND situacao = "aberta"
    TALK "Registramos o que combinamos. Obrigado e até breve!"
END IF
