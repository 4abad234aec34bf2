THROW "Cadastro incompleto"
' error: E390 line 1: Cadastro incompleto
