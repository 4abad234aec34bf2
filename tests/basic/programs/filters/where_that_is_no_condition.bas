r = FIND "t" WHERE a + 1
' check: E343 1:20
