IF TRUE THEN
    SET SCHEDULE "every 5 minutes", "monitor.bas"
END IF
' calls: SET SCHEDULE ["every 5 minutes","monitor.bas"]
