FOR EACH chave, valor IN {a: 1, b: 2}
    PRINT chave & "=" & valor
NEXT
FOR EACH i, x IN ["p", "q"]
    PRINT i & x
NEXT
' > a=1
' > b=2
' > 0p
' > 1q
