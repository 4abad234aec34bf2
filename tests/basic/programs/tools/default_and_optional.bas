PARAM dias AS INTEGER DEFAULT 30 DESCRIPTION "Período"
PARAM canal AS "whatsapp", "email" OPTIONAL
PRINT dias
PRINT canal IS NULL
' > 30
' > true
