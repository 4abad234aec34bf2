IF FALSE THEN
    PRINT "nunca"
ELSEIF (HEAR "Senha?") = "abre" THEN
    PRINT "aberto"
ELSE
    PRINT "fechado"
END IF
' > Senha?
' < abre
' > aberto
