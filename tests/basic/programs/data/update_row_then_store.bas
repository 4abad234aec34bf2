' table: leads [{"id": 1, "score": 5}]
lead = FIND "leads", "id = 1"
lead.score = lead.score + 1
HEAR ok
PRINT lead.score & " " & lead[0].score
' < sim
' > 6 6
