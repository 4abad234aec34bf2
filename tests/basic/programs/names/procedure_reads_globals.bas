moeda = "R$"
mostra
SUB mostra
    PRINT moeda
END SUB
' > R$
