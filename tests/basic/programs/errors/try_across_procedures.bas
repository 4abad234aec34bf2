TRY
    a
CATCH e
    PRINT e.message & " na linha " & e.line
END TRY
SUB a
    b
END SUB
SUB b
    THROW "longe"
END SUB
' > longe na linha 10
