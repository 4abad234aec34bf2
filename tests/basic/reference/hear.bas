HEAR email AS EMAIL WITH "Qual é o seu e-mail?"
HEAR plano AS "Mensal", "Anual", "Quero saber mais"
HEAR nota AS INTEGER WITH "De 0 a 10, quanto nos recomenda?" DEFAULT 0 TIMEOUT 10 MINUTES
motivo = HEAR "Conte o que aconteceu:"
