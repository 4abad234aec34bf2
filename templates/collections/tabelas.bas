' As faturas e o que foi combinado sobre elas.
TABLE faturas
    id uuid KEY
    telefone string(20)
    numero string(20)
    valor decimal(12, 2)
    vencimento date
    situacao string(20)
    lembrete date
END TABLE

TABLE acordos
    id uuid KEY
    telefone string(20)
    faturas string(200)
    total decimal(12, 2)
    combinado text
    em datetime
END TABLE
