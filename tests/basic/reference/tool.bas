PARAM protocolo AS STRING LIKE "2026-000123" DESCRIPTION "Número do protocolo"
PARAM canal AS "whatsapp", "email" DESCRIPTION "Canal da resposta" OPTIONAL
PARAM dias AS INTEGER DEFAULT 30 DESCRIPTION "Período em dias"
DESCRIPTION "Consulta a situação de um protocolo de atendimento."

t = FIND "attendance_tickets" WHERE number = protocolo FIRST
IF t IS NULL THEN RETURN { "found": false }
RETURN WITH status AS t.status, atualizado AS t.updated_at
