f
SUB f
    x = 1 / 0
END SUB
' error: E303 line 3
