HEAR foto
PRINT "[" + foto + "] " + hear.reason
PRINT hear.attachments[0].filename
' < + casa.jpg image/jpeg
' > [] empty
' > casa.jpg
