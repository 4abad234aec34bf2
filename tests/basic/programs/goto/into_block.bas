GOTO dentro
IF TRUE THEN
    dentro:
    PRINT "nunca"
END IF
' check: E143 1:1
