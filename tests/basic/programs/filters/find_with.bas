' table: users [{"name": "Ana", "age": 5}, {"name": "Bia", "age": 9}]
u = FIND "users" WITH "age > 6"
PRINT u.name
' > Bia
