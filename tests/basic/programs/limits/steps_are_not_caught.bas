' limits: turn_steps=200
TRY
    WHILE TRUE
        x = 1
    WEND
CATCH e
    PRINT "nunca"
END TRY
' error: E501
