SET CONTEXT "Cliente antigo"
SET CONTEXT "perfil" AS "VIP"
SET LANGUAGE "en"
SET USER 7
SET ANSWER MODE "document"
' calls: SET CONTEXT ["Cliente antigo"]
' calls: SET CONTEXT ["perfil"] {"AS":["VIP"]}
' calls: SET LANGUAGE ["en"]
' calls: SET USER [7]
' calls: SET ANSWER MODE ["document"]
