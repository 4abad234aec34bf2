n = 1
a = [1]
muda(n, a)
PRINT n & a
SUB muda(x, lista)
    x = 2
    lista.push(2)
END SUB
' > 1[1,2]
