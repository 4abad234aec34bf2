UPDATE "customers", cliente.id, { "last_contact": NOW(), "status": "qualified" }
n = UPDATE "leads" SET status = "frio" WHERE last_contact < DATEADD(NOW(), -90, "day")
