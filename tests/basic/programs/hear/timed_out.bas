HEAR nota AS INTEGER WITH "Nota?" DEFAULT 5
PRINT nota & " " & hear.reason & " " & hear.ok
HEAR outra
PRINT outra IS NULL
PRINT hear.reason
' > Nota?
' timeout
' > 5 timeout false
' timeout
' > true
' > timeout
