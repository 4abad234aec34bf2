HEAR doc AS FILE
PRINT doc.filename & " " & doc.size
' < nada
' > Envie um arquivo, por favor, por exemplo um PDF.
' < + contrato.pdf application/pdf
' > contrato.pdf 10
