' setting: company_name "Loja Azul"
PRINT company_name
' > Loja Azul
