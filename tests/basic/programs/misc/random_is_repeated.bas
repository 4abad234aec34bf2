x = RANDOM(1, 6)
IF x >= 1 AND x <= 6 THEN PRINT "dado"
' > dado
