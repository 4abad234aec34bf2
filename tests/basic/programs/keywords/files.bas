SEND FILE "manual.pdf", "Manual"
SEND FILE TO "+5511", "manual.pdf"
SEND IMAGE "foto.png"
' calls: SEND FILE ["manual.pdf","Manual"]
' calls: SEND FILE TO ["+5511","manual.pdf"]
' calls: SEND IMAGE ["foto.png"]
