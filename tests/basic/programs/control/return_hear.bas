RETURN HEAR "Valor?"
' > Valor?
' < 5
' returns: "5"
