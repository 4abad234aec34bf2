cliente = FIND "customers", "phone='" + session.phone + "'"
pedidos = FIND "orders" WHERE customer_id = cliente.id AND status <> "cancelado" ORDER BY created_at DESC LIMIT 3
