' gives: FIND rows [{"name": "Ana"}]
u = FIND "users", "email", "a@x"
PRINT u.name
' calls: FIND ["users","email","a@x"]
' > Ana
