HEAR foto AS IMAGE
PRINT foto
PRINT foto.filename
' < + casa.jpg image/jpeg
' > https://arquivos.example/casa.jpg
' > casa.jpg
