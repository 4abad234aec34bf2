' um comentário
REM outro
// mais um
PRINT "a" ' no fim
PRINT "b" // no fim
' > a
' > b
