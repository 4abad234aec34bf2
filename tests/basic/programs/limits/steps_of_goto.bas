' limits: turn_steps=200
volta:
GOTO volta
' error: E501 line 3
