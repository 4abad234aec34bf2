' given: {"dias": "7", "quando": "25/12/2026"}
PARAM dias AS INTEGER DESCRIPTION "Período"
PARAM quando AS DATE
DESCRIPTION "Consulta"
PRINT dias + 1
PRINT quando
' > 8
' > 2026-12-25
