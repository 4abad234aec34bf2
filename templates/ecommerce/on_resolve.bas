' Cada atendimento vira um chamado no CRM; o de um pedido que já tem um chamado o atualiza.
assunto = session.assunto OR "Atendimento"
TRY
    aberto = FIND "attendance_tickets" WHERE customer_id = customer.id AND subject = assunto FIRST
    IF aberto FOUND THEN
        UPDATE "attendance_tickets", aberto.id, { "status": "resolved", "updated_at": NOW() }
    ELSE
        CREATE "attendance_tickets", { "customer_id": customer.id, "subject": assunto, "description": session.transfer_reason, "status": "resolved" }
    END IF
CATCH erro
    ADD NOTE "Chamado não registrado: " + erro.message
END TRY
