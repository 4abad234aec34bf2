' entry: handler:0
' given: {"fields": {"nome": "Ana"}}
ON FORM SUBMIT "contato"
    PRINT fields.nome
END ON
' > Ana
