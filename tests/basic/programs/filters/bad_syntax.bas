c = FIND "customers", "(nome = 3"
' check: E343 1:23
