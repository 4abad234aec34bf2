PRINT [1, {a: 2}] = [1, {a: 2}]
PRINT {a: 1} = {a: 2}
' > true
' > false
