' given: {"body": {"id": 7}, "method": "POST"}
WEBHOOK "pedidos"
IF method = "POST" THEN
    RETURN {recebido: body.id}
END IF
' returns: {"recebido":7}
