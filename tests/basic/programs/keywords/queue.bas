' gives: GET QUEUE {"items": [{"session_id": "s1", "wait_seconds": 700}]}
fila = GET QUEUE "waiting"
FOR EACH item IN fila.items
    IF item.wait_seconds > 600 THEN
        SET PRIORITY item.session_id, "urgent"
        ADD NOTE item.session_id, "Elevada"
    END IF
NEXT item
x = NEXT IN QUEUE "suporte"
' calls: GET QUEUE ["waiting"]
' calls: SET PRIORITY ["s1","urgent"]
' calls: ADD NOTE ["s1","Elevada"]
' calls: NEXT IN QUEUE ["suporte"]
