' table: leads []
filtro = "(score < 3"
l = FIND "leads", filtro
' error: E343 line 3
