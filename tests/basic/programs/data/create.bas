c = CREATE "customers", {name: "Ana"}
INSERT "customers", {name: "Ana"}
INSERT INTO "customers" VALUES {name: "Ana"}
SAVE "customers", {name: "Ana"}
SAVE "customers" WITH name AS "Ana", age = 5
' calls: CREATE ["customers",{"name":"Ana"}]
' calls: INSERT ["customers",{"name":"Ana"}]
' calls: INSERT INTO ["customers"] {"VALUES":[{"name":"Ana"}]}
' calls: SAVE ["customers",{"name":"Ana"}]
' calls: SAVE ["customers"] {"name":"Ana","age":5}
