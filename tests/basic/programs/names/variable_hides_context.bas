' context: customer {"name": "Ana"}
PRINT customer.name
customer = {name: "Beto"}
PRINT customer.name
' > Ana
' > Beto
