CALL saudar("Ana")
saudar("Carla")
CALL saudar "Davi"
SUB saudar(nome)
    TALK "Olá, " + nome
END SUB
' > Olá, Ana
' > Olá, Carla
' > Olá, Davi
