f(1)
SUB f(n)
    f(n + 1)
END SUB
' error: E504 line 3
