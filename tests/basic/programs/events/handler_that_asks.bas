' entry: handler:0
ON EVENT "x" DO
    HEAR nome WITH "Nome?"
    PRINT nome
END ON
' > Nome?
' < Ana
' > Ana
