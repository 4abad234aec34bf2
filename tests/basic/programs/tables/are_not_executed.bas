TABLE clientes
    id uuid KEY
    nome string(80) NOT NULL
END TABLE
PRINT "fim"
' > fim
