SEND MAIL "a@example.com", "Assunto", "Corpo"
SEND EMAIL TO "a@example.com" SUBJECT "Oi" BODY "Corpo"
EMAIL.send(to = "a@example.com", subject = "Oi", body = "Corpo")
' calls: SEND MAIL ["a@example.com","Assunto","Corpo"]
' calls: SEND MAIL [] {"TO":["a@example.com"],"SUBJECT":["Oi"],"BODY":["Corpo"]}
' calls: EMAIL.SEND [] {"to":"a@example.com","subject":"Oi","body":"Corpo"}
