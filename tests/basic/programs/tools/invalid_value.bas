' given: {"dias": "muitos"}
PARAM dias AS INTEGER
' error: E311 line 2
