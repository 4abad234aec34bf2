' table: leads []
filtro = "(score < 3"
l = FIND "leads", filtro
' check: W301 3:19
' error: E343 line 3
