inicia
PRINT criado
SUB inicia
    GLOBAL criado
    criado = "sim"
END SUB
' > sim
