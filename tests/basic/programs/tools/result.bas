' given: {"protocolo": "7"}
PARAM protocolo AS STRING
DESCRIPTION "Consulta"
RETURN WITH status AS "aberto", numero AS protocolo
' returns: {"status":"aberto","numero":"7"}
