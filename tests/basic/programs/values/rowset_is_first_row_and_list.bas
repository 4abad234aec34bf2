' table: customers [{"name": "Ana"}, {"name": "Beto"}]
rs = FIND "customers"
PRINT rs.name
PRINT rs[1].name
PRINT rs.count
FOR EACH r IN rs
    PRINT "- " + r.name
NEXT r
' > Ana
' > Beto
' > 2
' > - Ana
' > - Beto
