DELETE FROM "t"
' calls: DELETE FROM ["t"]
