d = DATEVALUE("2026-03-12") - TODAY()
PRINT d.days
PRINT HOURS(2).minutes
' > 2
' > 120
