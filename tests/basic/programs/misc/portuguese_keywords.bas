#lang pt
SE 1 = 1 ENTÃO
    DIGA "sim"
SENÃO
    DIGA "não"
FIM SE
PARA i = 1 ATÉ 2
    DIGA "vez " & i
PRÓXIMO
ENQUANTO FALSO
FIM ENQUANTO
' > sim
' > vez 1
' > vez 2
