SET BOT MEMORY "preco", 10
x = GET BOT MEMORY "preco"
SET USER MEMORY "cor", "azul"
y = GET USER MEMORY("cor")
REMEMBER "cor", "azul", 30
z = RECALL "cor"
CACHE SET "k", 1, 60
w = CACHE GET "k"
' calls: SET BOT MEMORY ["preco",10]
' calls: GET BOT MEMORY ["preco"]
' calls: SET USER MEMORY ["cor","azul"]
' calls: GET USER MEMORY ["cor"]
' calls: REMEMBER ["cor","azul",30]
' calls: RECALL ["cor"]
' calls: CACHE SET ["k",1,60]
' calls: CACHE GET ["k"]
