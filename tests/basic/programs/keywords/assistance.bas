a = ANALYZE SENTIMENT "s1" "Estou bravo"
b = GET TIPS "s1"
c = POLISH MESSAGE "oi", "formal"
d = GET SMART REPLIES "s1"
e = GET SUMMARY
' calls: ANALYZE SENTIMENT ["s1","Estou bravo"]
' calls: GET TIPS ["s1"]
' calls: POLISH MESSAGE ["oi","formal"]
' calls: GET SMART REPLIES ["s1"]
' calls: GET SUMMARY []
