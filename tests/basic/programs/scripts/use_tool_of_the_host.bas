' gives: USE TOOL {"ok": true}
x = USE TOOL "consulta-externa", "a"
PRINT x
' calls: USE TOOL ["consulta-externa","a"]
' > {"ok":true}
