id = 7
UPDATE "users", id, {a: 1}
UPDATE "users", "status='novo'", {a: 1}
UPDATE "users", "abc", {a: 1}
UPDATE "users", id, "campo", 5
' calls: UPDATE ["users",7,{"a":1}]
' calls: UPDATE ["users",{"filter":[]},{"a":1}]
' calls: UPDATE ["users","abc",{"a":1}]
' calls: UPDATE ["users",7,"campo",5]
