' context: customer {"name": "Ana"}
HEAR customer.name
' < Beto
' error: E320 line 2
