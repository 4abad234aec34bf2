' A assistente da loja de exemplo: cumprimenta, responde ao que é comum e chama alguém quando é preciso.
saudacao = "Olá! 👋"
IF session.phone THEN
    cliente = FIND "customers" WHERE phone = session.phone FIRST
    IF cliente.last_purchase THEN saudacao = "Olá de novo, " + FIRST(SPLIT(cliente.name, " ")) + "! 👋"
END IF
TALK saudacao + " Sou a Lia, assistente da ${loja}. Posso ajudar com pedidos, trocas e entregas. Para falar com uma pessoa, escreva *atendente*."

DO
    HEAR assunto AS "Pedidos", "Trocas", "Entregas", "Pagamento", "Chamar alguém da equipe", * TIMEOUT 30 MINUTES
    IF hear.reason = "timeout" THEN
        TALK "Vou ficando por aqui. Quando precisar, é só escrever. 😊"
        EXIT
    END IF
    SELECT CASE assunto
        CASE "Pedidos"
            CALL sobre_pedido
        CASE "Trocas"
            TALK "A troca é grátis em até ${prazo_troca_dias} dias depois da entrega: o código de postagem chega no seu e-mail."
        CASE "Entregas"
            TALK "As capitais recebem em 3 dias úteis, as outras cidades em até 9."
        CASE "Pagamento"
            TALK "Aceitamos Pix, boleto e cartão em até 6 vezes sem juros."
        CASE "Chamar alguém da equipe"
            CALL chamar_alguem("Pedido do cliente")
            EXIT
        CASE ELSE
            sem_resposta = sem_resposta + 1
            IF sem_resposta >= 3 THEN
                TALK "Isso eu ainda não sei resolver."
                CALL chamar_alguem("Sem resposta para: " + assunto)
                EXIT
            END IF
            TALK "Ainda não sei responder a isso. Escolha um dos assuntos:"
            CONTINUE
    END SELECT
    TALK "Posso ajudar em mais alguma coisa?"
LOOP

SUB sobre_pedido
    HEAR pedido AS INTEGER WITH "Qual é o número do pedido?" RETRIES 1
    IF pedido IS NULL THEN
        TALK "Sem problema: os pedidos também ficam em *Minha conta*, com a situação de cada um."
        RETURN
    END IF
    SET SESSION "pedido", pedido
    TALK "Anotei o pedido ${pedido}. A situação aparece em *Minha conta*; se algo estiver errado, escolha *Chamar alguém da equipe*."
END SUB

SUB chamar_alguem(motivo)
    IF session.pedido THEN motivo = motivo + " (pedido " + session.pedido + ")"
    equipe = GET ATTENDANTS "online"
    IF equipe.count = 0 THEN
        HEAR contato AS EMAIL WITH "Agora não há ninguém na loja. Em qual e-mail podemos responder? (ou escreva *pular*)" DEFAULT "" TIMEOUT 30 MINUTES
        IF contato THEN
            SET SESSION "retorno", contato
            motivo = motivo + ". Responder para " + contato
        END IF
    END IF
    TRANSFER TO HUMAN "Suporte", "normal", motivo
END SUB
