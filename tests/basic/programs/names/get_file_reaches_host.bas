' gives: GET "conteúdo"
PRINT GET "avisos/aviso.txt"
' calls: GET ["avisos/aviso.txt"]
' > conteúdo
