FOR EACH par IN {a: 1, b: 2}
    PRINT par.key & "=" & par.value
NEXT
' > a=1
' > b=2
