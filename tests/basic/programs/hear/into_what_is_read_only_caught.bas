' context: customer {"name": "Ana"}
TRY
    HEAR customer.name
CATCH e
    PRINT e.code & customer.name
END TRY
' < Beto
' > E320Ana
