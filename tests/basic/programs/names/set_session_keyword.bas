SET SESSION "etapa", 3
SET SESSION.outra = 4
' calls: SET SESSION ["etapa",3]
' calls: SET SESSION ["outra",4]
