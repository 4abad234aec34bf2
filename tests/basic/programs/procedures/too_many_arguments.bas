f(1, 2)
SUB f(a)
END SUB
' check: E310 1:1
