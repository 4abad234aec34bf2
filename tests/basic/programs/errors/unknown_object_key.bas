CREATE TASK({title: "x", cor: "azul"})
' check: E311 1:31
