' table: customers []
' context: session {"phone": "+5511", "user_name": "Ana", "lead_source": "site"}
' context: attendant {"id": 4, "resolved": true}
' context: conversation {"summary": "resumo"}
IF attendant.resolved THEN
customer = FIND "customers", "phone='" + session.phone + "'"
IF customer NOT FOUND THEN
' Cria novo lead
CREATE "leads", {
"name": session.user_name,
"phone": session.phone,
"source": session.lead_source,
"status": "contacted",
"attendant_id": attendant.id,
"notes": conversation.summary
}
ELSE
' Atualiza existente
UPDATE "customers", customer.id, {
"status": "qualified",
"last_contact": NOW(),
"attendant_id": attendant.id
}
END IF
END IF
' calls: FIND ["customers",{"filter":["+5511"]}]
' calls: CREATE ["leads",{"name":"Ana","phone":"+5511","source":"site","status":"contacted","attendant_id":4,"notes":"resumo"}]
