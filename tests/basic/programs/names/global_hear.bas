f
PRINT nome
SUB f
    GLOBAL nome
    HEAR nome WITH "Nome?"
END SUB
' > Nome?
' < Ana
' > Ana
