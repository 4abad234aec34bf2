role = "vip"
SET papel, role
PRINT papel
' > vip
