' given: {"DIAS": 4}
PARAM dias AS INTEGER
PRINT Dias
' > 4
