ASSERT 1 < 2, "não"
ASSERT "" FOUND, "Falta o nome"
' error: E390 line 2: Falta o nome
