UPDATE "leads" SET status = "frio", nota = 1 + 1 WHERE score < 10
' calls: UPDATE ["leads"] {"WHERE":[{"filter":[]}],"status":"frio","nota":2}
