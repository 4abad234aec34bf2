MERGE "products", [{id: 1}], "id"
SAVE FROM UNSTRUCTURED "notas", "texto"
' calls: MERGE ["products",[{"id":1}],"id"]
' calls: SAVE FROM UNSTRUCTURED ["notas","texto"]
