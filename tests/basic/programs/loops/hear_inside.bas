FOR i = 1 TO 2
    HEAR cor WITH "Cor " & i & "?"
    PRINT cor
NEXT
' > Cor 1?
' < azul
' > azul
' > Cor 2?
' < verde
' > verde
