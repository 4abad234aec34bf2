HEAR plano AS "Mensal", "Anual" WITH "Qual?"
PRINT plano
HEAR plano AS MENU "Mensal", "Anual"
PRINT plano
' > Qual? [Mensal|Anual]
' < 2
' > Anual
' > [Mensal|Anual]
' < men
' > Mensal
