' table: customers []
' gives: CREATE {"id": 5, "name": "Ana"}
cliente = FIND "customers", "phone='" + session.phone + "'"
IF cliente NOT FOUND THEN
    HEAR nome AS NAME WITH "Olá! Com quem eu falo?"
    cliente = CREATE "customers", { "name": nome, "source": channel }
ELSE
    TALK "Olá de novo, " + cliente.name + "!"
END IF
SET SESSION "customer_id", cliente.id
HEAR assunto AS "Segunda via", "Falar com alguém", *
SELECT CASE assunto
    CASE "Segunda via"
        TALK "Um momento."
    CASE "Falar com alguém"
        CALL chamar("atendimento", "normal", "Pedido")
END SELECT
SUB chamar(fila, prioridade, motivo)
    r = TRANSFER TO HUMAN fila, prioridade, motivo
    IF NOT r.success THEN
        HEAR contato AS EMAIL WITH "Qual e-mail podemos usar?"
        IF contato IS NOT NULL THEN CREATE TASK "Retornar para " + contato, "supervisor"
    END IF
END SUB
' calls: FIND ["customers",{"filter":[null]}]
' > Olá! Com quem eu falo?
' < ana souza
' calls: CREATE ["customers",{"name":"Ana Souza","source":null}]
' calls: SET SESSION ["customer_id",5]
' > [Segunda via|Falar com alguém]
' < 2
' calls: TRANSFER TO HUMAN ["atendimento","normal","Pedido"]
' > Qual e-mail podemos usar?
' < a@example.com
' calls: CREATE TASK ["Retornar para a@example.com","supervisor"]
