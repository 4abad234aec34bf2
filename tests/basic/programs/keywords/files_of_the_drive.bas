t = READ "a.txt"
WRITE "b.txt", "conteúdo"
l = LIST "pasta"
DELETE FILE "b.txt"
u = UPLOAD "a.txt" TO "b.txt"
d = DOWNLOAD "https://example.com/x.pdf"
' calls: READ ["a.txt"]
' calls: WRITE ["b.txt","conteúdo"]
' calls: LIST ["pasta"]
' calls: DELETE FILE ["b.txt"]
' calls: UPLOAD ["a.txt"] {"TO":["b.txt"]}
' calls: DOWNLOAD ["https://example.com/x.pdf"]
