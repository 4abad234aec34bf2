HEAR plano AS "Mensal", "Anual" RETRIES 1
PRINT plano IS NULL
' > [Mensal|Anual]
' < semanal
' > Escolha uma das opções, pelo nome ou pelo número: [Mensal|Anual]
' < diário
' > true
