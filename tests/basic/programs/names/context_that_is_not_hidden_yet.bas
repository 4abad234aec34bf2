' context: customer {"name": "Ana"}
IF FALSE THEN customer = {}
ON ERROR RESUME NEXT
customer.name = "Beto"
PRINT ERR & customer.name
customer = {}
customer.name = "Caio"
muda
PRINT customer
SUB muda
    customer.idade = 3
END SUB
' > 320Ana
' > {"name":"Caio","idade":3}
