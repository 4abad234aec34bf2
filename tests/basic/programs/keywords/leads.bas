CREATE DRAFT "a@example.com", "Oi", "Corpo"
s = SCORE LEAD {id: 1}
s = AI SCORE LEAD {id: 1}
g = GET LEAD SCORE 1
UPDATE LEAD SCORE 1, 5, "respondeu"
' calls: CREATE DRAFT ["a@example.com","Oi","Corpo"]
' calls: SCORE LEAD [{"id":1}]
' calls: SCORE LEAD [{"id":1}]
' calls: GET LEAD SCORE [1]
' calls: UPDATE LEAD SCORE [1,5,"respondeu"]
