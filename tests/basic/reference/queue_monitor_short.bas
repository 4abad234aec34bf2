fila = GET QUEUE "waiting"
FOR EACH item IN fila.items
    IF item.wait_seconds > 600 THEN
        SET PRIORITY item.session_id, "urgent"
        ADD NOTE item.session_id, "Prioridade elevada pelo monitor"
    END IF
NEXT item
