id = 3
DELETE "users", id
DELETE "users", "age > 90"
DELETE FROM "users" WHERE age > 90
' calls: DELETE ["users",3]
' calls: DELETE ["users",{"filter":[]}]
' calls: DELETE FROM ["users"] {"WHERE":[{"filter":[]}]}
