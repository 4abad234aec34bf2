' table: customers [{"name": "Ana", "phone": "+5511", "tier": "premium"}]
' context: session {"phone": "+5511"}
customer = FIND "customers", "phone='" + session.phone + "'"
IF customer.tier = "premium" THEN
TRANSFER TO HUMAN "vip-support", "high", "Cliente premium"
ELSE
TRANSFER TO HUMAN "support"
END IF
' calls: FIND ["customers",{"filter":["+5511"]}]
' calls: TRANSFER TO HUMAN ["vip-support","high","Cliente premium"]
