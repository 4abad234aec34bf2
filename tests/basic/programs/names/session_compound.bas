' context: session {"pontos": 3}
session.pontos += 2
PRINT session.pontos
' > 5
