PRINT cliente_x.nome IS NULL
PRINT cliente_x?.endereco?.rua IS NULL
' > true
' > true
