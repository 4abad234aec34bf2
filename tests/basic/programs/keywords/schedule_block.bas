quem = "Ana"
outra = 1
SCHEDULE IN 2 HOURS DO
    TALK "Lembrete para " + quem
END SCHEDULE
PRINT "agora"
' calls: SCHEDULE IN [2,"HOURS","schedule:0"] {"quem":"Ana"}
' > agora
