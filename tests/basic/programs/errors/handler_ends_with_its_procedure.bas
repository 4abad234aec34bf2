f
x = 1 / 0
SUB f
    ON ERROR RESUME NEXT
    x = 1 / 0
END SUB
' error: E303 line 2
