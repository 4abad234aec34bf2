' table: customers [{"name": "Ana", "phone": "1"}]
telefone = "x' OR '1'='1"
c = FIND "customers", "phone='" + telefone + "'"
PRINT c NOT FOUND
telefone = "1"
c = FIND "customers", "phone='" + telefone + "'"
PRINT c.name
' calls: FIND ["customers",{"filter":["x' OR '1'='1"]}]
' > true
' calls: FIND ["customers",{"filter":["1"]}]
' > Ana
