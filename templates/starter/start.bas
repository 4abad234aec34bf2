' O começo de cada conversa.
TALK "Olá! Aqui é o assistente da ${empresa}."
HEAR assunto AS "Pedidos", "Falar com uma pessoa" WITH "Como posso ajudar?"

IF assunto = "Pedidos" THEN
    HEAR pedido WITH "Qual é o número do pedido?"
    TALK "Obrigado! Anotei o pedido ${pedido}."
ELSE
    TRANSFER TO HUMAN
END IF
