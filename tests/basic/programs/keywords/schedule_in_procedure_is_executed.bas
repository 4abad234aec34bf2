f
SUB f
    SET SCHEDULE "every 5 minutes", "monitor.bas"
END SUB
' calls: SET SCHEDULE ["every 5 minutes","monitor.bas"]
