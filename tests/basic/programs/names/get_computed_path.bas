campo = "channel"
PRINT GET "session." + campo
' > whatsapp
