TRANSFER_TO_HUMAN "suporte"
SEND_MAIL "a@example.com", "Oi", "Corpo"
' calls: TRANSFER TO HUMAN ["suporte"]
' calls: SEND MAIL ["a@example.com","Oi","Corpo"]
