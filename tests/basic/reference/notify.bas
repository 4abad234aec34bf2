NOTIFY attendant, "Cliente VIP aguardando: " + customer.name
NOTIFY ATTENDANT item.assigned_to, "Conversa parada há " + minutos + " min"
