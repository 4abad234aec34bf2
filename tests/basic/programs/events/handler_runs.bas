' entry: handler:0
' given: {"event": {"valor": 10}}
taxa = 2
ON EVENT "venda" DO
    PRINT "valor " & event.valor
    PRINT taxa IS NULL
    mostra(event.valor)
END ON
SUB mostra(x)
    PRINT "rotina " & x
END SUB
' > valor 10
' > true
' > rotina 10
