attendant = {id: 1}
NOTIFY attendant, "VIP"
NOTIFY ATTENDANT attendant.id, "Parada"
NOTIFY AGENT "ana" WITH "Oi"
' calls: NOTIFY [{"id":1},"VIP"]
' calls: NOTIFY ATTENDANT [1,"Parada"]
' calls: NOTIFY AGENT ["ana"] {"WITH":["Oi"]}
