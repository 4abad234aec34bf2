PRINT session.channel
PRINT SESSION.CHANNEL
' > whatsapp
' > whatsapp
