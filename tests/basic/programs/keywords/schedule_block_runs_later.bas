' entry: schedule:0
' given: {"quem": "Ana"}
quem = "ninguém"
SCHEDULE IN 2 HOURS DO
    TALK "Lembrete para " + quem
END SCHEDULE
' > Lembrete para Ana
