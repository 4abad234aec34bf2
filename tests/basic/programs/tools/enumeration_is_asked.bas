PARAM canal AS "whatsapp", "email" DESCRIPTION "Por onde?"
PRINT canal
' > Por onde? [whatsapp|email]
' < 2
' > email
