TALK "Soma: " & (pergunta("a?") + pergunta("b?")) & "."
FUNCTION pergunta(texto)
    HEAR n AS INTEGER WITH texto
    RETURN n
END FUNCTION
' > a?
' < 2
' > b?
' < 40
' > Soma: 42.
