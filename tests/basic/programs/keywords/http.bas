' gives: GET {"ok": true}
SET HEADER "X-Chave", "1"
r = GET "https://api.example.com/a"
r = POST "https://api.example.com/a", {x: 1}
r = PUT "https://api.example.com/a", {x: 1}
r = PATCH "https://api.example.com/a", {x: 1}
r = DELETE HTTP "https://api.example.com/a"
CLEAR HEADERS
' calls: SET HEADER ["X-Chave","1"]
' calls: GET ["https://api.example.com/a"]
' calls: POST ["https://api.example.com/a",{"x":1}]
' calls: PUT ["https://api.example.com/a",{"x":1}]
' calls: PATCH ["https://api.example.com/a",{"x":1}]
' calls: DELETE HTTP ["https://api.example.com/a"]
' calls: CLEAR HEADERS []
