HEAR senha AS PASSWORD WITH "Senha?"
PRINT LEN(senha)
' > Senha?
' < curta
' > A senha precisa de pelo menos 8 caracteres.
' < bem comprida
' > 12
