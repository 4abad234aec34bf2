cor = "verde"
PRINT cor IN ("azul", "verde")
PRINT cor NOT IN ("azul", "roxo")
lista = ["verde"]
PRINT cor IN lista
' > true
' > true
' > true
