fila = GET QUEUE
livres = GET ATTENDANTS "online"
todos = GET ATTENDANTS WITH STATUS "busy"
' calls: GET QUEUE []
' calls: GET ATTENDANTS ["online"]
' calls: GET ATTENDANTS [] {"WITH STATUS":["busy"]}
