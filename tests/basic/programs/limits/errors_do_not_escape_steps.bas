' limits: turn_steps=500
ON ERROR RESUME NEXT
WHILE TRUE
    x = 1 / 0
WEND
' error: E501
