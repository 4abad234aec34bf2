' gives: GET SESSION "premium"
IF GET SESSION("tier") = "premium" THEN TALK "VIP"
' > VIP
