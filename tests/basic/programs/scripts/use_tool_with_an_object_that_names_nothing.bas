PARAM x OPTIONAL
y = USE TOOL "recebe", {cor: "azul"}
PRINT y
' > {"cor":"azul"}
