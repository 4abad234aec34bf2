TALK "Bom dia, " + (customer.name OR "tudo bem") + "!"
TALK TO "whatsapp:+5511999990001", "Nova venda registrada."
