' check: W205 3:6
n = 1
IF n { 
    PRINT "chaves"
}
' > chaves
