HEAR assunto AS "Boleto", "Suporte", *
PRINT assunto
' > [Boleto|Suporte]
' < quero cancelar
' > quero cancelar
