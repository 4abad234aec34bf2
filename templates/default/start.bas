' A assistente da loja de exemplo: cumprimenta, ouve, e passa para uma pessoa quando alguém pede.
TALK "Olá! 👋 Sou a Lia, assistente da ${loja}. Posso ajudar com pedidos, trocas e entregas. Para falar com uma pessoa, escreva *atendente*."

DO
    HEAR assunto AS "Pedidos", "Trocas", "Entregas", "Falar com uma pessoa"
    IF hear.reason = "timeout" THEN
        EXIT
    END IF
    SELECT CASE assunto
        CASE "Pedidos"
            TALK "Os pedidos ficam em *Minha conta*, com a situação de cada um."
        CASE "Trocas"
            TALK "A troca é grátis em até 30 dias depois da entrega."
        CASE "Entregas"
            TALK "As capitais recebem em 3 dias úteis, as outras cidades em até 9."
        CASE ELSE
            EXIT DO
    END SELECT
    TALK "Posso ajudar em mais alguma coisa?"
LOOP

TRANSFER TO HUMAN "Suporte", "normal", "O cliente pediu uma pessoa"
