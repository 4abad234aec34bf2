base = "Plano "
HEAR x AS MENU base & "A", base & "B"
PRINT x
' > [Plano A|Plano B]
' < 1
' > Plano A
