IF "" THEN PRINT "não" ELSE PRINT "vazio é falso"
IF "false" THEN PRINT "texto é verdade"
IF 0 THEN PRINT "não" ELSE PRINT "zero é falso"
IF [] THEN PRINT "não" ELSE PRINT "lista vazia é falsa"
IF {} THEN PRINT "não" ELSE PRINT "objeto vazio é falso"
IF "0" THEN PRINT "texto zero é verdade"
' > vazio é falso
' > texto é verdade
' > zero é falso
' > lista vazia é falsa
' > objeto vazio é falso
' > texto zero é verdade
