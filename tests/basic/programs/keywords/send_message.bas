SEND MESSAGE "oi"
SEND TO SESSION "s9", "Sua vez"
' calls: SEND MESSAGE ["oi"]
' calls: SEND TO SESSION ["s9","Sua vez"]
