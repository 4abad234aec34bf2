CLEAR SUGGESTIONS
ADD SUGGESTION "boleto" AS "2ª via"
ADD SUGGESTION "fim"
' calls: CLEAR SUGGESTIONS []
' calls: ADD SUGGESTION ["boleto"] {"AS":["2ª via"]}
' calls: ADD SUGGESTION ["fim"]
