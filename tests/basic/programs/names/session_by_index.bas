session["etapa"] = "fim"
' calls: SET SESSION ["etapa","fim"]
