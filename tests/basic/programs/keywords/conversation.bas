ASSIGN CONVERSATION "s1" TO "ana"
ASSIGN CONVERSATION "s1", "ana"
RESOLVE CONVERSATION "s1" WITH "pago"
TAG CONVERSATION "s1" WITH "vip"
TAG CONVERSATION "vip"
SET PRIORITY "s1" TO "high"
' calls: ASSIGN CONVERSATION ["s1"] {"TO":["ana"]}
' calls: ASSIGN CONVERSATION ["s1","ana"]
' calls: RESOLVE CONVERSATION ["s1"] {"WITH":["pago"]}
' calls: TAG CONVERSATION ["s1"] {"WITH":["vip"]}
' calls: TAG CONVERSATION ["vip"]
' calls: SET PRIORITY ["s1"] {"TO":["high"]}
