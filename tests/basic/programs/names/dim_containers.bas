DIM lista AS ARRAY
DIM mapa AS OBJECT
lista.push(1)
mapa.x = 1
PRINT lista & mapa
' > [1]{"x":1}
