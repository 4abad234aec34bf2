resultado = TRANSFER TO HUMAN({ department: "financeiro", priority: "high", reason: "Contestação de cobrança" })
IF resultado.status = "outside_hours" THEN
    TALK "Nosso horário é das 8h às 18h. Retornaremos pela manhã."
ELSE IF resultado.queue_position > 5 THEN
    TALK "Há " + resultado.queue_position + " pessoas na sua frente (" + ROUND(resultado.estimated_wait_seconds / 60) + " min)."
END IF
