TRANSFER TO HUMAN
TRANSFER TO HUMAN "suporte", "high", "Pediu"
TRANSFER TO HUMAN({department: "financeiro", priority: "high"})
' calls: TRANSFER TO HUMAN []
' calls: TRANSFER TO HUMAN ["suporte","high","Pediu"]
' calls: TRANSFER TO HUMAN [{"department":"financeiro","priority":"high"}]
