IF TRUE THEN
    f
END IF
SUB f
    PRINT "f"
END SUB
PRINT "depois"
' > f
' > depois
