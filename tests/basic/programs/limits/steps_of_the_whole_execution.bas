' limits: turn_steps=150 total_steps=200
HEAR x
FOR i = 1 TO 60
NEXT
HEAR y
FOR i = 1 TO 140
NEXT
HEAR z
PRINT "nunca"
' < a
' < b
' error: E501 line 6
