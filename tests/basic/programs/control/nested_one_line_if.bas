a = TRUE
b = FALSE
IF a THEN IF b THEN PRINT "ab" ELSE PRINT "a sem b"
' > a sem b
