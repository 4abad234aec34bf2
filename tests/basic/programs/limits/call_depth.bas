' limits: call_depth=5
f
SUB f
    f
END SUB
' error: E504 line 4
