ticket = CREATE "attendance_tickets", { "subject": assunto, "priority": "high", "customer_id": cliente.id }
TALK "Protocolo: " + ticket.number
