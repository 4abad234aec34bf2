' table: users [{"name": "Ana", "email": "a@x"}]
email = "a@x"
u = FIND "users" WHERE email = email FIRST
PRINT u.name
u = FIND "users" WHERE email = "outro" FIRST
PRINT u IS NULL
' > Ana
' > true
