' context: session {"user_name": "Ana"}
PRINT USERNAME
' > Ana
