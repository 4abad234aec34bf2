' context: config {"empresa": "Loja"}
PRINT GET "config", "empresa"
' > Loja
