PARAM email AS EMAIL DESCRIPTION "Qual é o seu e-mail?"
PRINT email
' > Qual é o seu e-mail?
' < x
' > Esse e-mail não parece certo. Escreva como nome@exemplo.com.
' < a@example.com
' > a@example.com
