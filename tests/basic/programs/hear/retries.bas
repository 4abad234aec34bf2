HEAR n AS INTEGER RETRIES 1
PRINT n IS NULL
PRINT hear.reason
' < abc
' > Preciso de um número inteiro, por exemplo 12.
' < xyz
' > true
' > invalid
