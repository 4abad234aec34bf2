' given: {"canal": "EMAIL"}
PARAM canal AS "whatsapp", "email"
PRINT canal
' > email
