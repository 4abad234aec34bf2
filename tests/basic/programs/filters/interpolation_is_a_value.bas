' table: customers [{"name": "Ana", "age": 30}]
minimo = 20
c = FIND "customers", "age > ${minimo}"
PRINT c.name
' calls: FIND ["customers",{"filter":[20]}]
' > Ana
