APPEND lista, 1
PUSH lista, 2
lista.push(3)
PRINT lista
' > [1,2,3]
