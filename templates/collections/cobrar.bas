' Todo dia útil às 9h: quem tem uma fatura vencida há 3 dias ou mais recebe um lembrete, no máximo um por semana.
SET SCHEDULE "dias úteis às 9h"

vencidas = FIND "faturas" WHERE situacao = "aberta" AND vencimento <= DATEADD(TODAY(), -3, "day") ORDER BY vencimento
FOR EACH fatura IN vencidas
    IF fatura.lembrete IS NULL OR DAYS_BETWEEN(fatura.lembrete, TODAY()) >= 7 THEN
        envio = SEND TEMPLATE "whatsapp:" + fatura.telefone, "fatura_vencida", { "numero": fatura.numero, "valor": FORMAT(fatura.valor, "R$ #,##0.00") }
        IF envio.success THEN UPDATE "faturas", fatura.id, { "lembrete": TODAY() }
    END IF
NEXT fatura
