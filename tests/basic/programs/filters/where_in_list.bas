' table: users [{"name": "Ana", "city": "Recife"}, {"name": "Bia", "city": "Natal"}]
u = FIND "users" WHERE city IN ("Natal", "Belém")
PRINT u.name
' > Bia
