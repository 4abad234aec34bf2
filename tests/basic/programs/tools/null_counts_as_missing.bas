' given: {"dias": null}
PARAM dias AS INTEGER DEFAULT 3
PRINT dias
' > 3
