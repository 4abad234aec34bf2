HEAR n AS INTEGER DEFAULT 7
PRINT n & " " & hear.reason
' < a
' > Preciso de um número inteiro, por exemplo 12.
' < b
' > Preciso de um número inteiro, por exemplo 12.
' < c
' > Preciso de um número inteiro, por exemplo 12.
' < d
' > 7 default
