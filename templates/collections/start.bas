' Quem responde a um lembrete vai direto para a cobrança; os outros veem primeiro o que têm em aberto.
abertas = FIND "faturas" WHERE telefone = session.phone AND situacao = "aberta" ORDER BY vencimento
IF abertas NOT FOUND THEN
    TALK "Olá! Aqui é a ${empresa}. Não há nada em aberto no seu nome. 🎉"
    EXIT
END IF

total = SUM(abertas, "valor")
FOR EACH fatura IN abertas
    PUSH numeros, fatura.numero
NEXT fatura
SET SESSION "faturas", JOIN(numeros, ", ")
SET SESSION "total", total
IF abertas[0].lembrete THEN
    TALK "Obrigado por responder! Vou chamar quem pode negociar com você."
    CALL negociar("Respondeu ao lembrete")
    EXIT
END IF

TALK "Olá! Aqui é a ${empresa}. Em aberto:"
FOR EACH fatura IN abertas
    TALK "• ${fatura.numero}: " + FORMAT(fatura.valor, "R$ #,##0.00") + ", vencida em " + FORMAT(fatura.vencimento, "dd/MM/yyyy")
NEXT fatura
HEAR escolha AS "Pagar agora", "Já paguei", "Negociar" WITH "Como prefere seguir?"
SELECT CASE escolha
    CASE "Pagar agora"
        TALK "A chave Pix é ${pix} e o total é " + FORMAT(total, "R$ #,##0.00") + ". Baixamos a fatura em até um dia útil."
    CASE "Já paguei"
        HEAR comprovante AS FILE WITH "Pode mandar o comprovante?" RETRIES 1
        IF comprovante THEN
            TALK "Recebido, obrigado! Conferimos ainda hoje."
            CALL negociar("Comprovante para conferir")
        ELSE
            TALK "Sem problema: quando tiver o comprovante, é só mandar aqui."
        END IF
    CASE ELSE
        CALL negociar("Quer negociar")
END SELECT

SUB negociar(motivo)
    quanto = FORMAT(session.total, "R$ #,##0.00")
    TRANSFER TO HUMAN({ department: "cobrança", priority: "high", reason: motivo + ": " + session.faturas + ", " + quanto })
END SUB
