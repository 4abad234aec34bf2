x = 'sem \n escape'
PRINT x
' > sem \n escape
