nome = "Ana"
PRINT {nome}
PRINT #{idade: 3}
' > {"nome":"Ana"}
' > {"idade":3}
