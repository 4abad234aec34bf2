HEAR plano AS "Mensal", "Anual"
PRINT plano
' > [Mensal|Anual]
' < anual
' > Anual
