ON ERROR GOTO nada_aqui
' check: E143 1:1
