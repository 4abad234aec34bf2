ação = "Pão de açúcar 🎉"
PRINT LEN(ação) & UCASE(ação)
' > 15PÃO DE AÇÚCAR 🎉
