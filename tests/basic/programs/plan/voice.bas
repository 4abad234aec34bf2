' context: session {"call_type": "voice"}
SET SESSION "voice_response", true
IF session.call_type = "voice" THEN
TALK "Entendi. Deixe-me verificar."
' Gera resposta em áudio automaticamente
END IF
' calls: SET SESSION ["voice_response",true]
' > Entendi. Deixe-me verificar.
