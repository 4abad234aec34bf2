HEAR email AS EMAIL WITH "Seu e-mail?"
PRINT email
PRINT hear.ok & " " & hear.text
' > Seu e-mail?
' < não tenho
' > Esse e-mail não parece certo. Escreva como nome@exemplo.com.
' < Ana@Exemplo.com
' > ana@exemplo.com
' > true Ana@Exemplo.com
