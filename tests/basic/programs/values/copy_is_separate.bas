a = {lista: [1]}
b = COPY(a)
b.lista.push(2)
PRINT a
PRINT b
' > {"lista":[1]}
' > {"lista":[1,2]}
