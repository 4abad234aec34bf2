coluna = "nome"
c = FIND "customers", coluna + "='x'"
' check: E341 2:23
