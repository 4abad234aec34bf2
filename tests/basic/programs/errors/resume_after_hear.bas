ON ERROR RESUME NEXT
x = 1 / 0
HEAR nome
PRINT ERROR & nome
' < Ana
' > trueAna
