BEGIN MAIL "ana@example.com"
Subject: Oi

Corpo
END MAIL
' calls: BEGIN MAIL ["ana@example.com","Subject: Oi\n\nCorpo"]
