TRY
    THROW "sem saldo", "SALDO"
CATCH e
    PRINT e.code & ": " & e.message
END TRY
PRINT ERR
' > SALDO: sem saldo
' > 390
