a = SENTIMENT "bravo"
b = ANSWER "Qual o prazo?"
c = SEE "a.png", "O que é?"
d = OCR "a.png"
' calls: SENTIMENT ["bravo"]
' calls: ANSWER ["Qual o prazo?"]
' calls: SEE ["a.png","O que é?"]
' calls: OCR ["a.png"]
