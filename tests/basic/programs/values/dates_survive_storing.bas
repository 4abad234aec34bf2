d = NOW()
e = TODAY()
h = MINUTES(90)
p = 1.25
PRINT d
PRINT e + DAYS(1)
PRINT h.hours
PRINT p
' > 2026-03-10 12:00:00
' > 2026-03-11
' > 1.5
' > 1.25
