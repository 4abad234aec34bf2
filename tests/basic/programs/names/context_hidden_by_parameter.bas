' context: attendant {"name": "Ana"}
f({name: "Bia"})
PRINT attendant.name
SUB f(attendant)
    attendant.name = attendant.name + "!"
    PRINT attendant.name
END SUB
' > Bia!
' > Ana
