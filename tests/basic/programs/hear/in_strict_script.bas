#strict
HEAR nome
PRINT nome
' < Ana
' > Ana
