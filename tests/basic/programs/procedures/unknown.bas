inexistente(3)
' check: E130 1:1
