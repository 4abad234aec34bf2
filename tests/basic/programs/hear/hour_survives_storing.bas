HEAR hora AS HOUR
PRINT hora
' < 14:30
' > 14:30:00
