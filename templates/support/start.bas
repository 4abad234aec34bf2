' Suporte técnico: até três soluções básicas; o que é complexo, ou irrita o cliente, vai para gente.
IF intent = "video_call" OR message CONTAINS "videochamada" THEN
    CALL videochamada
    EXIT
END IF

TALK "Olá! Aqui é o suporte da ${empresa}."
HEAR problema AS "Sem internet", "Internet lenta", "Não consigo acessar minha conta", * WITH "O que está acontecendo?"
SET SESSION "problema", problema

IF complexidade(problema) > limite_complexidade THEN
    CALL chamar("técnico", "high", "Problema complexo: " + problema)
    EXIT
END IF

passos = solucoes(problema)
FOR tentativa = 1 TO 3
    TALK passos[tentativa - 1]
    HEAR resolveu AS BOOLEAN WITH "Isso resolveu?"
    SET SESSION "tentativas", tentativa
    IF resolveu THEN
        TALK "Que bom! Se precisar de novo, é só escrever."
        EXIT
    END IF
NEXT tentativa

HEAR detalhe WITH "Sinto muito que não tenha funcionado. Conte em poucas palavras como está agora."
humor = ANALYZE SENTIMENT detalhe
IF humor.score < -0.5 THEN
    CALL chamar("técnico", "high", "Tentativas=" + session.tentativas + ", Sentimento=negativo")
ELSE IF intent = "escalate" OR detalhe CONTAINS "supervisor" THEN
    CALL chamar("TI", "urgent", "Tentativas=" + session.tentativas + ", Escalado a pedido: " + problema)
ELSE
    CALL chamar("técnico", "normal", "Tentativas=" + session.tentativas + ": " + problema)
END IF

' Cada sinal de algo maior conta: vários lugares afetados, equipamento, servidor.
FUNCTION complexidade(texto)
    pontos = 0
    FOR EACH sinal IN ["servidor", "rede", "todos", "filial", "roteador", "vpn", "queimou"]
        IF texto CONTAINS sinal THEN pontos = pontos + 1
    NEXT sinal
    RETURN pontos
END FUNCTION

FUNCTION solucoes(problema)
    SELECT CASE problema
        CASE "Sem internet"
            RETURN ["Desligue o modem da tomada por 30 segundos e ligue de novo.", "Veja se o cabo azul está bem preso.", "Conecte pelo cabo e teste em outro aparelho."]
        CASE "Internet lenta"
            RETURN ["Chegue mais perto do Wi-Fi e teste de novo.", "Feche downloads e vídeos nos outros aparelhos.", "Reinicie o modem."]
        CASE "Não consigo acessar minha conta"
            RETURN ["Use *Esqueci minha senha* na tela de entrada.", "Veja se o e-mail de troca está no spam.", "Tente em uma janela anônima do navegador."]
    END SELECT
    RETURN ["Reinicie o aparelho e tente de novo.", "Veja se há uma atualização pendente.", "Tente em outro aparelho."]
END FUNCTION

SUB chamar(fila, prioridade, motivo)
    r = TRANSFER TO HUMAN fila, prioridade, motivo
    IF r.status = "no_attendants" THEN ADD NOTE "Sem gente na fila " + fila + ": avaliar a equipe de TI"
END SUB

SUB videochamada
    TALK "Vou criar uma sala de videochamada para você."
    sala = CREATE MEETING({ type: "support", title: "Suporte " + (customer.name OR ""), expires_in: 3600 })
    IF sala.success THEN
        TALK "Clique no link para entrar: " + sala.join_url
        TRANSFER TO HUMAN({ department: "técnico", priority: "high", reason: "Videochamada: " + sala.host_url, message: "" })
    ELSE
        TALK "Não consegui abrir a sala agora."
        CALL chamar("técnico", "high", "Pediu videochamada")
    END IF
END SUB
