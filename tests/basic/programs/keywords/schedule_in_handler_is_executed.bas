' entry: handler:0
ON EVENT "x" DO
    SET SCHEDULE "every 5 minutes", "monitor.bas"
END ON
' calls: SET SCHEDULE ["every 5 minutes","monitor.bas"]
