nome = "Ana"
pedidos = [1, 2]
PRINT "Olá, ${nome}! São ${UBOUND(pedidos)} pedidos."
PRINT f"Total: {1 + 2}"
PRINT "${{x}}"
' > Olá, Ana! São 2 pedidos.
' > Total: 3
' > ${{x}}
