PRINT IIF(TRUE, "sim", 1 / 0)
PRINT IF(FALSE, 1 / 0, "não")
' > sim
' > não
