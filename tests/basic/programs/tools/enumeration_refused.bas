' given: {"canal": "fax"}
PARAM canal AS "whatsapp", "email"
' error: E311 line 2
