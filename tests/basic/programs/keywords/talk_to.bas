TALK TO "whatsapp:+5511999990001", "Nova venda"
' calls: TALK TO ["whatsapp:+5511999990001","Nova venda"]
