PRINT FILL {nome: "Ana"}, "Oi, {{nome}}"
' > Oi, Ana
