GOTO lugar_nenhum
' check: E143 1:1
