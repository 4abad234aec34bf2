tarefa = {title: "x", cor: "azul"}
CREATE TASK(tarefa)
' error: E311 line 2
