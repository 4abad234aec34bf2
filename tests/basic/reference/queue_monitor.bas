SET SCHEDULE "every 5 minutes"
fila = GET QUEUE
livres = GET ATTENDANTS "online"
FOR EACH item IN fila.items
    IF item.status = "waiting" AND item.wait_seconds > 600 THEN
        IF livres.count > 0 THEN
            menor = FIRST(SORT livres.items BY "active_conversations")
            ok = ASSIGN CONVERSATION item.session_id, menor.id
            IF ok.success THEN SEND TO SESSION item.session_id, menor.name + " vai atender você."
        ELSE
            NOTIFY "role:supervisor", "Sem atendentes; espera de " + INT(item.wait_seconds / 60) + " min"
        END IF
    END IF
NEXT item
