FOR EACH x IN "texto"
    PRINT x
NEXT
FOR x IN 7
    PRINT x
NEXT
' > texto
' > 7
