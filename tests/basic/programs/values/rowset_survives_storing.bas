' table: customers [{"name": "Ana"}]
rs = FIND "customers"
rs.name = "Ana Maria"
PRINT rs
PRINT rs.truncated
' > [{"name":"Ana Maria"}]
' > false
