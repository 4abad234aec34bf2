lista[0] = "primeiro"
mapa["chave"] = "valor"
PRINT lista
PRINT mapa
' > ["primeiro"]
' > {"chave":"valor"}
