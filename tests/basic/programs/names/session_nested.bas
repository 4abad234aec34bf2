session.endereco.rua = "A"
session.endereco.numero = 7
PRINT session.endereco
' calls: SET SESSION ["endereco",{"rua":"A"}]
' calls: SET SESSION ["endereco",{"rua":"A","numero":7}]
' > {"rua":"A","numero":7}
