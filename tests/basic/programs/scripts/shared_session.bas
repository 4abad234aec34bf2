PRINT CALL "sessao.bas"
PRINT session.visto
' > whatsapp
' > sim
