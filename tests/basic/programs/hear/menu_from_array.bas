opcoes = ["Azul", "Verde"]
HEAR cor AS opcoes
PRINT cor
' > [Azul|Verde]
' < verde
' > Verde
