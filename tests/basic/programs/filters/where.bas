' table: orders [{"id": 1, "total": 5}, {"id": 2, "total": 9}, {"id": 3, "total": 7}]
total = 6
r = FIND "orders" WHERE total > total ORDER BY total DESC LIMIT 1
PRINT r.id
' calls: FIND ["orders"] {"WHERE":[{"filter":[6]}],"ORDER BY":["total DESC"],"LIMIT":[1]}
' > 2
