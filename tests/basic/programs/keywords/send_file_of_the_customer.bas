HEAR doc AS FILE
SEND FILE doc, "Recebido"
' < + a.pdf application/pdf
' calls: SEND FILE [{"url":"https://arquivos.example/a.pdf","filename":"a.pdf","mime_type":"application/pdf","size":10},"Recebido"]
