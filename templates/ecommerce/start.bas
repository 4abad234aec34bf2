' Suporte de uma loja: responde sobre pedidos com os dados da loja e, depois de três tentativas, chama o suporte.
TALK "Olá! Aqui é o suporte da ${loja}."

HEAR assunto AS "Onde está meu pedido?", "Quero trocar", "Outro assunto" WITH "Sobre o que é?"
SET SESSION "assunto", assunto
SELECT CASE assunto
    CASE "Onde está meu pedido?"
        CALL consultar_pedido
    CASE "Quero trocar"
        TALK "A troca é grátis em até 30 dias depois da entrega."
        HEAR ajudou AS BOOLEAN WITH "Era isso?"
        IF NOT ajudou THEN CALL chamar_suporte("Dúvida sobre troca")
    CASE ELSE
        HEAR detalhe WITH "Conte em poucas palavras o que aconteceu."
        CALL chamar_suporte(detalhe)
END SELECT
TALK "Obrigado por falar com a ${loja}!"

SUB consultar_pedido
    FOR tentativa = 1 TO 3
        HEAR numero WITH IIF(tentativa = 1, "Qual é o número do pedido?", "Pode conferir o número? Ele está no e-mail de confirmação.")
        SET SESSION "tentativas", tentativa
        pedido = buscar(numero)
        IF pedido FOUND THEN
            SET SESSION "pedido", numero
            CALL contar(pedido)
            HEAR resolveu AS BOOLEAN WITH "Isso responde à sua pergunta?"
            IF resolveu THEN RETURN
            CALL chamar_suporte("Pedido " + numero + " (" + pedido.situacao + "): o cliente quer saber mais")
            RETURN
        END IF
        TALK "Não encontrei o pedido ${numero}."
    NEXT tentativa
    CALL chamar_suporte("3 tentativas sem encontrar o pedido")
END SUB

' O que a loja sabe do pedido; NULL quando ele não existe ou a loja não responde.
FUNCTION buscar(numero)
    TRY
        resposta = GET api + "/pedidos/" + URL_ENCODE(numero)
        IF resposta.ok THEN RETURN resposta.data
    CATCH erro
        LOG WARN "Consulta de pedido falhou: " + erro.message
    END TRY
    RETURN NULL
END FUNCTION

SUB contar(pedido)
    SELECT CASE pedido.situacao
        CASE "enviado"
            TALK "O pedido ${pedido.numero} está a caminho e chega em " + FORMAT(pedido.previsao, "dd/MM/yyyy") + ". Rastreio: ${pedido.rastreio}"
        CASE "entregue"
            TALK "O pedido ${pedido.numero} foi entregue em " + FORMAT(pedido.entrega, "dd/MM/yyyy") + "."
        CASE ELSE
            TALK "O pedido ${pedido.numero} está em preparação: ${pedido.situacao}."
    END SELECT
END SUB

SUB chamar_suporte(motivo)
    quem = customer.name OR session.phone
    r = TRANSFER TO HUMAN({ department: "suporte", reason: motivo, context: "Cliente: " + quem + "; pedido: " + (session.pedido OR "não informado") })
    IF r.status = "outside_hours" THEN TALK "Respondemos aqui mesmo assim que abrirmos."
    EXIT
END SUB
