p = GENERATE PDF "proposta" WITH TEMPLATE "modelo" DATA {a: 1}
l = GENERATE SECURE LINK "a.pdf" EXPIRES 7 DAYS
' calls: GENERATE PDF ["proposta"] {"WITH TEMPLATE":["modelo"],"DATA":[{"a":1}]}
' calls: GENERATE SECURE LINK ["a.pdf"] {"EXPIRES":[7,"DAYS"]}
