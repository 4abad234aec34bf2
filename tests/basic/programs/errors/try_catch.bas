TRY
    PRINT "a"
    x = 1 / 0
    PRINT "nunca"
CATCH e
    PRINT e.code & " " & e.line & " " & e.script
END TRY
PRINT "fim"
' > a
' > E303 3 try_catch.bas
' > fim
