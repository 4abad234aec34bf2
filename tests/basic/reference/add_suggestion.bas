CLEAR SUGGESTIONS
ADD SUGGESTION "boleto" AS "2ª via do boleto"
TALK "Como posso ajudar?"
