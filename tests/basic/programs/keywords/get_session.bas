' gives: GET SESSION 2
SET SESSION "tentativas", (GET SESSION("tentativas") OR 0) + 1
' calls: GET SESSION ["tentativas"]
' calls: SET SESSION ["tentativas",3]
