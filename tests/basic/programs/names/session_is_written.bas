session.tentativas = 1
session.tentativas = session.tentativas + 1
PRINT session.tentativas
' calls: SET SESSION ["tentativas",1]
' calls: SET SESSION ["tentativas",2]
' > 2
