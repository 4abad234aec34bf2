' table: customers []
rs = FIND "customers"
PRINT rs NOT FOUND
PRINT rs IS NULL
PRINT rs = NULL
PRINT rs.name IS NULL
rs.name = "x"
' > true
' > true
' > true
' > true
' error: E307 line 7
