' context: customer {"name": "Ana"}
customer.name = "Beto"
' error: E320 line 2
