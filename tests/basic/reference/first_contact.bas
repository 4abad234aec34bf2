' start.bas
USE KB "faq"
ADD TOOL "consultar-protocolo"

cliente = FIND "customers", "phone='" + session.phone + "'"
IF cliente NOT FOUND THEN
    HEAR nome AS NAME WITH "Olá! Com quem eu falo?"
    cliente = CREATE "customers", { "name": nome, "phone": session.phone, "source": channel }
ELSE
    TALK "Olá de novo, " + cliente.name + "!"
END IF
SET SESSION "customer_id", cliente.id

HEAR assunto AS "Segunda via", "Problema técnico", "Falar com alguém", *
SELECT CASE assunto
    CASE "Segunda via"
        faturas = FIND "invoices" WHERE customer_id = cliente.id AND status = "pending" ORDER BY due_date LIMIT 3
        FOR EACH f IN faturas
            TALK "• " + FORMAT(f.due_date, "dd/MM/yyyy") + " — " + FORMAT(f.amount, "R$ #,##0.00")
        NEXT f
        IF faturas NOT FOUND THEN TALK "Nenhuma fatura em aberto. 🎉"
    CASE "Problema técnico"
        CALL suporte_tecnico
    CASE "Falar com alguém"
        CALL chamar_humano("atendimento", "normal", "Pedido do cliente")
    CASE ELSE
        TALK LLM "Responda ao cliente com base no FAQ: " + assunto
END SELECT

SUB suporte_tecnico
    FOR tentativa = 1 TO 3
        HEAR problema WITH IIF(tentativa = 1, "Descreva o problema.", "Pode detalhar mais?")
        resposta = THINK KB problema
        TALK resposta.answer
        HEAR resolveu AS BOOLEAN WITH "Isso resolveu?"
        IF resolveu THEN RETURN
    NEXT tentativa
    CALL chamar_humano("suporte técnico", "high", "3 tentativas: " + problema)
END SUB

SUB chamar_humano(fila, prioridade, motivo)
    r = TRANSFER TO HUMAN fila, prioridade, motivo
    IF r.success AND r.status = "assigned" THEN
        TALK r.assigned_to_name + " vai continuar com você."
    ELSE IF NOT r.success THEN
        HEAR contato AS EMAIL WITH "Estamos sem atendentes agora. Qual e-mail podemos usar para retornar?"
        IF contato IS NOT NULL THEN CREATE TASK "Retornar para " + contato, "supervisor", NOW()
    END IF
END SUB
