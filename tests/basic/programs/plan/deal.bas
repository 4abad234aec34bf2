' context: intent "comprar"
' context: session {"phone": "1", "user_name": "Ana"}
' context: ticket {"assigned_to": 9}
' table: crm_contacts []
' gives: CREATE {"id": 1, "first_name": "Ana"}
' gives: CREATE {"id": 2}
IF intent = "comprar" OR intent = "interesse" THEN
' Identifica ou cria contato
contact = FIND "crm_contacts", "phone='" + session.phone + "'"
IF contact NOT FOUND THEN
contact = CREATE "crm_contacts", {
"first_name": session.user_name,
"phone": session.phone,
"source": "whatsapp"
}
END IF
deal = CREATE "crm_deals", {
"name": "Oportunidade - " + contact.first_name,
"contact_id": contact.id,
"stage": "qualification",
"owner_id": ticket.assigned_to
}
TALK "Perfeito! Vou criar uma proposta para você."
END IF
' calls: FIND ["crm_contacts",{"filter":["1"]}]
' calls: CREATE ["crm_contacts",{"first_name":"Ana","phone":"1","source":"whatsapp"}]
' calls: CREATE ["crm_deals",{"name":"Oportunidade - Ana","contact_id":1,"stage":"qualification","owner_id":9}]
' > Perfeito! Vou criar uma proposta para você.
