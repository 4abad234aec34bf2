FUNCTION texto
    GLOBAL n
    n = (n ?? 0) + 1
    RETURN "Pergunta " & n
END FUNCTION
HEAR x AS INTEGER WITH texto()
PRINT x & " " & n
' > Pergunta 1
' < a
' > Preciso de um número inteiro, por exemplo 12.
' < 4
' > 4 1
