USE KB "faq"
CLEAR KB "faq"
CLEAR KB
ADD KB "precos"
t = THINK KB "Qual o prazo?"
ADD TOOL "consulta"
CLEAR TOOLS
USE WEBSITE "https://example.com" REFRESH "7d"
' calls: USE KB ["faq"]
' calls: CLEAR KB ["faq"]
' calls: CLEAR KB []
' calls: ADD KB ["precos"]
' calls: THINK KB ["Qual o prazo?"]
' calls: ADD TOOL ["consulta"]
' calls: CLEAR TOOLS []
' calls: USE WEBSITE ["https://example.com"] {"REFRESH":["7d"]}
