t = CREATE TASK "Ligar", "ana", "high"
CREATE TASK({title: "Ligar", priority: "low"})
l = CREATE LEAD {nome: "Ana"}
LOG ACTIVITY 1, "call", "Ligação", "ok"
' calls: CREATE TASK ["Ligar","ana","high"]
' calls: CREATE TASK [{"title":"Ligar","priority":"low"}]
' calls: CREATE LEAD [{"nome":"Ana"}]
' calls: LOG ACTIVITY [1,"call","Ligação","ok"]
