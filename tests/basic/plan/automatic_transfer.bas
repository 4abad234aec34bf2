IF sentiment.score < -0.5 OR intent = "escalate" THEN
TRANSFER TO HUMAN "support", "high", "Tentativas=3, Sentimento=negativo"
END IF
