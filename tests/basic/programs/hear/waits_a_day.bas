HEAR nome
' waits: hear 86400
