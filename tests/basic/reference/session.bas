SET SESSION "tentativas", (GET SESSION("tentativas") OR 0) + 1
IF session.tentativas >= 3 THEN TRANSFER TO HUMAN "suporte", "high", "Três tentativas sem sucesso"
