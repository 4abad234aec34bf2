valor = 99
outro = valor
RETURN valor_de_fora IS NULL
