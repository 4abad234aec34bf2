PRINT LEFT("pedido", 3) & RIGHT("pedido", 2) & MID("pedido", 2, 3)
PRINT INSTR("pedido", "di") & TRIM("  a  ") & UCASE("ç")
PRINT VAL("12abc") & " " & STR(3) & " " & INT(2.7) & " " & ROUND(2.5)
PRINT NVL(NULL, "x") & COALESCE(NULL, NULL, "y") & TYPEOF([])
' > peddoedi
' > 3aÇ
' > 12 3 2 3
' > xyarray
