' table: users [{"name": "Ana", "age": 5}]
u = FIND "users" WHERE age = cinco() AND name LIKE "a%"
PRINT u.name
FUNCTION cinco
    RETURN 5
END FUNCTION
' > Ana
