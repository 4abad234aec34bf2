HEAR palavra
PRINT palavra
' < pular
' > pular
