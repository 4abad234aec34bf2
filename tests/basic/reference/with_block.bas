WITH registro
    telefone = session.phone
    .criado_em = NOW()
END WITH
SAVE "contatos", registro
