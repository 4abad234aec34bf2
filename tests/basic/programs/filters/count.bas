' table: users [{"age": 5}, {"age": 9}]
PRINT COUNT "users"
PRINT COUNT("users", "age > 6")
PRINT COUNT([1, 2, 3])
' > 2
' > 1
' > 3
