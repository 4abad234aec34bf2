' limits: turn_steps=200
WHILE TRUE
WEND
' error: E501 line 2
