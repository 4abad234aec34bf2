campo = "x"
SET "ninguem.${campo}", 5
' error: E320 line 2
